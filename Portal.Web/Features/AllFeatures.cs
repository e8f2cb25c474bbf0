using Portal.Web.Hosting;

namespace Portal.Web.Features;

/// <summary>The one file that lists the features.</summary>
public static class AllFeatures
{
    public static readonly IReadOnlyList<IFeature> List =
    [
        new Notifications.NotificationsFeature(),
        new SignIn.SignInFeature(),
        new Devices.DevicesFeature(),
        new OpenId.OpenIdFeature(),
        new Confirm.ConfirmFeature(),
        new Factors.FactorsFeature(),
        new People.PeopleFeature(),
        new Visits.VisitsFeature(),
        new Demo.DemoFeature(),
        new Attachments.AttachmentsFeature(),
        new Tickets.TicketsFeature(),
        new Merchants.MerchantsFeature(),
        new ApiKeys.ApiKeysFeature(),
        new Ingest.IngestFeature(),
        new Live.LiveFeature(),
        new Playbooks.PlaybooksFeature(),
        new Diagnosis.DiagnosisFeature(),
        new Lookup.LookupFeature(),
        new Transactions.TransactionsFeature(),
        new CustomerCards.CustomerCardsFeature(),
        new Troubleshooting.TroubleshootingFeature(),
        new Training.TrainingFeature(),
        new Guidance.GuidanceFeature(),
        new Shop.ShopFeature(),
        new Operations.OperationsFeature(),
        new Audit.AuditFeature(),
        new CardFindings.CardFindingsFeature(),
        new Privacy.PrivacyFeature(),
    ];
}
