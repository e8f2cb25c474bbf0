using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Domain.Diagnosis;
using Portal.Domain.Transactions;
using Portal.Web.Features.Diagnosis;
using Portal.Web.Features.Live;
using Portal.Web.Shared.Text;

namespace Portal.Web.Features.Transactions.Pages;

public partial class TransactionPage
{
    private DiagnosedCase? found;
    private VerdictWords words = default!;
    private string? live;

    [Parameter]
    public string Number { get; set; } = "";

    /// <summary>Query of the lookup that led here.</summary>
    [SupplyParameterFromQuery(Name = "back")]
    public string? BackQuery { get; set; }

    private Transaction Row => found!.File.Transaction;

    private string Title => Row.Amount is { } amount ? $"{Text[words.Head]} · {Amounts.Show(amount)}" : Text[words.Head];

    private string Short => $"{(Row.Amount is { } amount ? Amounts.Show(amount) : Text["Type." + Row.Type])} · {Times.Short(Row.OccurredAt, found!.Terminal.TimeZone, Now)}";

    private string Till => found!.Terminal.Name.Length > 0 ? found.Terminal.Name : found.Terminal.Number;

    private string BackHref => "/lookup" + (BackQuery is ['?', ..] && !CardNumbers.Contains(BackQuery) ? BackQuery : "");

    /// <summary>Something a customer may be told about.</summary>
    private bool HasCard => Row.IsMoney || Row.Type == TransactionType.Reversal;

    private string Customer => $"/transactions/{Number}/customer";

    private string Person => $"/tickets/new?transaction={Number}";

    private string Guide => found!.Verdict switch
    {
        { Retry: Retry.NotNeeded, MoneyMoved: MoneyMoved.Yes } when Row.Type is TransactionType.Sale or TransactionType.PreauthCompletion => "Guide.Paid",
        { Retry: Retry.NotThisCard or Retry.Now } => "Guide.Stuck",
        _ => "Guide",
    };

    // What a change may be read out for: the verdict. New evidence alone shows without a word.
    private string State => $"{found!.Verdict.Retry}/{found.Verdict.MoneyMoved}/{found.Verdict.Because}";

    protected override async Task OnInitializedAsync()
    {
        live = await Live.Of(FindWatched.Transaction, Number, Cancel);
        if (!long.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || await Diagnose.Run(new TransactionId(id), Cancel) is not { IsOk: true, Value: { } diagnosed })
        {
            Navigation.NotFound();
            return;
        }

        (found, words) = (diagnosed, VerdictWords.For(diagnosed.File, diagnosed.Verdict));
    }
}
