using Portal.Web.Hosting;

namespace Portal.Web.Features.Training;

/// <summary>Lessons: what a shop is asked to read, read and sign with a quiz, who has read what.</summary>
public sealed class TrainingFeature : IFeature
{
    public Type Texts => typeof(TrainingText);

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IStartupStep, LoadStarterLessons>();
        services.AddScoped<LessonCatalogue>().AddScoped<MyLessons>();
        services.AddScoped<AssignLesson>().AddScoped<SignLesson>().AddScoped<WhoHasRead>();
    }
}
