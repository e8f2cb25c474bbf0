using Portal.Web.Features;
using Portal.Web.Hosting;

return await PortalProgram.Run(args, AllFeatures.List);

public partial class Program;
