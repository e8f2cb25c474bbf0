using Microsoft.Playwright;
using Portal.E2E.Screens;
using Portal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.E2E.Journeys;

/// <summary>The product's main job, end to end, as the people of the demo data.</summary>
public sealed class MainJobTests(Stage stage)
{
    private static readonly DemoTale BadCard = DemoTale.Of("bad-card");

    [Theory]
    [InlineData(false, "换一张卡")]
    [InlineData(true, "another card")]
    public async Task A_new_user_reads_the_verdict_in_under_ten_actions_on_a_phone(bool english, string verdict)
    {
        await using var clerk = await stage.Open(new Look(Phone: true, English: english));

        await SignIn.As(clerk, SignIn.Cashier);
        await Lookup.Find(clerk, BadCard);
        await Lookup.Open(clerk, BadCard);

        await Expect(Lookup.Verdict(clerk)).ToContainTextAsync(verdict);
        Assert.InRange(clerk.Actions, 1, 9);
        Assert.Empty(clerk.Sockets);
        clerk.Done();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_a_decline_to_a_resolved_ticket_with_training(bool script)
    {
        await using var clerk = await stage.Open(new Look(Phone: true, Script: script));
        await SignIn.As(clerk, SignIn.Cashier);
        await Lookup.Find(clerk, BadCard);
        await Lookup.Open(clerk, BadCard);
        await Expect(Lookup.Verdict(clerk)).ToBeVisibleAsync();

        await Walk.Start(clerk);
        await Walk.NothingHelps(clerk);
        await Walk.AskAPerson(clerk);
        var number = await Tickets.Send(clerk, "换了两张卡还是不行，怎么办？", Photo.Png);
        await Expect(clerk.Page.Locator("main")).ToContainTextAsync("换了两张卡还是不行");
        await Expect(clerk.Page.Locator("main img").First).ToBeVisibleAsync();

        await using var agent = await stage.Open(new Look(Phone: false));
        await SignIn.As(agent, SignIn.Agent);
        await Desk.Open(agent, number);
        await Expect(agent.Page.Locator(".desk-case")).ToContainTextAsync("51");
        await Desk.AttachLesson(agent);
        await Desk.Reply(agent, "请让顾客换一张卡，这张卡余额不够。");

        await clerk.Go("/lookup");
        await Expect(clerk.Page.Locator(".nav .badge")).ToBeVisibleAsync();
        await clerk.Go($"/tickets/{number}");
        await Expect(clerk.Page.Locator("main")).ToContainTextAsync("这张卡余额不够");
        await Lessons.OpenFromTicket(clerk, attached: !script);
        await Lessons.AnswerRightAndSign(clerk);

        await Desk.Open(agent, number);
        await Desk.Resolve(agent, "顾客换卡后成功。");
        await clerk.Go($"/tickets/{number}");
        await Expect(clerk.Page.Locator("main .tag.yes, main .tag.go").First).ToBeVisibleAsync();

        clerk.Done();
        agent.Done();
    }

    [Fact]
    public async Task What_nothing_helps_reaches_a_person_within_twelve_steps()
    {
        await using var clerk = await stage.Open(new Look());
        await SignIn.As(clerk, SignIn.Cashier);
        await clerk.Go($"/troubleshoot/no-record?terminal={BadCard.Terminal}");
        await clerk.Press(clerk.Page.Locator("form button[name=symptom], main form button.answer").First);
        await clerk.Page.WaitForURLAsync("**/troubleshoot/**");

        var steps = 0;
        while (steps < 13 && await clerk.Page.Locator("form.answers button[value='ask']").CountAsync() == 0 && await Walk.NothingHelps(clerk)) steps++;

        Assert.InRange(steps, 1, 12);
        clerk.Done();
    }

    [Fact]
    public async Task A_walk_goes_on_with_its_code_on_another_device()
    {
        await using var phone = await stage.Open(new Look());
        await SignIn.As(phone, SignIn.Cashier);
        await Lookup.Find(phone, BadCard);
        await Lookup.Open(phone, BadCard);
        await Walk.Start(phone);
        await Walk.NothingHelps(phone);
        var question = await phone.Page.Locator("h1").InnerTextAsync();
        var code = await Walk.ResumeCode(phone);

        await using var office = await stage.Open(new Look(Phone: false));
        await SignIn.As(office, SignIn.Owner);
        await office.Go($"/continue/{code}");
        await Expect(office.Page.Locator("h1")).ToHaveTextAsync(question);

        await using var other = await stage.Open(new Look(Phone: false));
        await SignIn.As(other, SignIn.OtherOwner);
        await other.Go($"/continue/{code}");
        await Expect(other.Page.Locator("main")).Not.ToContainTextAsync(question);
    }
}
