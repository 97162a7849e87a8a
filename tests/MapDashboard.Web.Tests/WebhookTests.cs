using System.Net;
using System.Text.Json.Nodes;
using MapDashboard.Data.Webhooks;
using MapDashboard.Domain;
using MapDashboard.TestSupport;
using MapDashboard.Web.Webhooks;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>Other systems hear of closures and of whistles past the top, whatever fails in between, and once.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestServer server = null!;
    private WebhookReceiver receiver = null!;
    private MapClient admin = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        receiver = await WebhookReceiver.StartAsync();
        admin = await server.SignInAsync("admin");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await server.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_closure_comes_signed_without_the_reporter_and_a_rating_that_reopens_does_not_come()
    {
        var made = await MakeAsync();
        await CloseAsync(satisfied: false);
        var closed = await CloseAsync(satisfied: true);
        var post = await NextAsync();
        post.Kind.ShouldBe("issue.closed");
        post.IsSignedWith(made.Text("secret")).ShouldBeTrue();
        (DateTimeOffset.FromUnixTimeSeconds(long.Parse(post.Timestamp, System.Globalization.CultureInfo.InvariantCulture)) - server.Clock.GetUtcNow()).Duration().ShouldBeLessThan(Patience);
        var body = post.Body;
        body["id"]!.ToString().ShouldBe(post.Id);
        (body["change"]!.GetValue<string>(), body["issue"]!["id"]!.GetValue<Guid>(), body["issue"]!["status"]!.GetValue<string>()).ShouldBe(("issue.rated", closed, "closed"));
        foreach (var secret in (string[])["王某某", "13912345678", "reportedBy", "reporterSeal", "\"by\":{"])
        {
            System.Text.Encoding.UTF8.GetString(post.Bytes).ShouldNotContain(secret);
        }

        await SettledAsync(made, "delivered", 1);
        receiver.Posts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Only_a_whistle_past_the_top_is_an_escalation()
    {
        var made = await MakeAsync(kinds: ["issue.escalated"]);
        await CloseAsync(satisfied: true);
        var id = await WhistleOutAsync();
        var post = await NextAsync();
        (post.Kind, post.Body["change"]!.GetValue<string>(), post.Body["whistle"]!["pastTop"]!.GetValue<bool>()).ShouldBe(("issue.escalated", "issue.whistled", true));
        (post.Body["issue"]!["id"]!.GetValue<Guid>(), post.Body["note"]!.GetValue<string>()).ShouldBe((id, "无法解决"));
        (await admin.GetAsync("/api/issues/" + id)).Members["history"]!.AsArray().Count(entry => entry!["kind"]!.GetValue<string>() == "issue.whistled").ShouldBeGreaterThan(1);
        await SettledAsync(made, "delivered", 1);
        receiver.Posts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_receiver_that_was_away_gets_it_once_when_it_is_back()
    {
        var made = await MakeAsync();
        await receiver.KillAsync();
        await CloseAsync(satisfied: true);
        var waiting = await UntilAsync(made, delivery => delivery["attempts"]!.GetValue<int>() == 1);
        waiting["state"]!.GetValue<string>().ShouldBe("pending");
        waiting["lastError"]!.GetValue<string>().ShouldContain("refused");
        server.Clock.Advance(TimeSpan.FromSeconds(13));
        await UntilAsync(made, delivery => delivery["attempts"]!.GetValue<int>() == 2);
        await receiver.StartAgainAsync();
        receiver.Status = (int)HttpStatusCode.ServiceUnavailable;
        server.Clock.Advance(TimeSpan.FromSeconds(25));
        (await UntilAsync(made, delivery => delivery["attempts"]!.GetValue<int>() == 3))["lastStatus"]!.GetValue<int>().ShouldBe(503);
        receiver.Status = (int)HttpStatusCode.OK;
        server.Clock.Advance(TimeSpan.FromSeconds(50));
        await SettledAsync(made, "delivered", 4);
        var tries = receiver.Posts.ToArray();
        tries.Length.ShouldBe(2, "one was answered with 503 and one taken");
        tries[0].Id.ShouldBe(tries[1].Id);
        tries[0].Bytes.ShouldBe(tries[1].Bytes);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_an_admin_sends_it_again()
    {
        var made = await MakeAsync();
        receiver.Status = (int)HttpStatusCode.Found;
        await CloseAsync(satisfied: true);
        var failed = await UntilAsync(made, delivery => delivery["attempts"]!.GetValue<int>() == 1);
        (failed["state"]!.GetValue<string>(), failed["lastStatus"]!.GetValue<int>()).ShouldBe(("pending", 302), "redirects are not followed");
        server.Clock.Advance(TimeSpan.FromHours(25));

        // A session outlives a day; what was cached of it may not.
        var dead = await UntilAsync(made, delivery => delivery["state"]!.GetValue<string>() == "dead");
        (await admin.GetAsync("/api/webhooks")).Json!.AsArray().Single()!["dead"]!.GetValue<int>().ShouldBe(1);
        receiver.Status = (int)HttpStatusCode.OK;
        var path = $"/api/webhooks/{made.Text("id")}/deliveries";
        (await admin.PostAsync($"{path}/{dead["id"]}/replay", new { })).Text("state").ShouldBe("pending");
        await SettledAsync(made, "delivered", 1);
        receiver.Posts.Select(post => post.Id).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        (await admin.PostAsync($"{path}/999999/replay", new { })).Code.ShouldBe("webhook.delivery_not_found");
        (await admin.GetAsync($"{path}?state=dead")).Members["deliveries"]!.AsArray().ShouldBeEmpty();
        (await admin.GetAsync($"{path}?state=lost")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task One_that_answers_slowly_holds_up_the_others_for_one_message_and_not_for_all_of_its_own()
    {
        await using var slow = await WebhookReceiver.StartAsync();
        slow.Delay = TimeSpan.FromSeconds(3);
        var late = await admin.PostAsync("/api/webhooks", new { url = slow.Address });
        var made = await MakeAsync();
        for (var n = 0; n < 5; n++) await admin.PostAsync($"/api/webhooks/{late.Text("id")}/test", new { });
        await WaitAsync(() => Task.FromResult(!slow.Posts.IsEmpty));
        await admin.PostAsync($"/api/webhooks/{made.Text("id")}/test", new { });
        await NextAsync();
        slow.Posts.Count.ShouldBeLessThan(4, "the others do not wait until it has taken all");
    }

    [Fact]
    public async Task Of_two_servers_one_sends_and_a_lost_lock_is_taken_again()
    {
        var made = await MakeAsync();
        await using var second = await TestServer.StartAsync(server.ConnectionString);
        await CloseAsync(satisfied: true);
        await SettledAsync(made, "delivered", 1);
        await using var db = server.Context();
        var holders = await HoldersAsync(db);
        await db.Database.ExecuteSqlAsync($"select pg_terminate_backend({holders.ShouldHaveSingleItem()})", Stop);
        await CloseAsync(satisfied: true);
        await WaitAsync(async () => (await admin.GetAsync("/api/webhooks")).Json!.AsArray().Single()!["pending"]!.GetValue<int>() == 0 && receiver.Posts.Count >= 2);
        receiver.Posts.Select(post => post.Id).ShouldBeUnique();
        receiver.Posts.Count.ShouldBe(2);
        (await HoldersAsync(db)).ShouldHaveSingleItem().ShouldNotBe(holders[0]);
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_wrong_addresses_and_kinds_are_refused()
    {
        var made = await MakeAsync();
        made.Text("secret").ShouldStartWith("mapwh_");
        var listed = (await admin.GetAsync("/api/webhooks")).Json!.AsArray().Single()!.AsObject();
        listed.ContainsKey("secret").ShouldBeFalse();
        foreach (var url in (string[])["", "example.org", "ftp://example.org/x", "file:///etc/passwd", "http://user:word@example.org/", "https://example.org/#part", "http://" + new string('a', 2000)])
        {
            (await admin.PostAsync("/api/webhooks", new { url })).Code.ShouldBe("webhook.url_refused", url);
        }

        (await admin.PostAsync("/api/webhooks", new { url = receiver.Address, kinds = new[] { "issue.reported" } })).Code.ShouldBe("request.unknown_value");
        (await admin.PostAsync("/api/webhooks", new { url = receiver.Address, kinds = Array.Empty<string>() })).Code.ShouldBe("request.invalid");
        var path = "/api/webhooks/" + made.Text("id");
        var renewed = await admin.PutAsync(path, new { url = receiver.Address, renewSecret = true });
        renewed.Text("secret").ShouldNotBe(made.Text("secret"));
        (await admin.PostAsync(path + "/test", new { })).Status.ShouldBe(HttpStatusCode.Accepted);
        var post = await NextAsync();
        (post.Kind, post.IsSignedWith(renewed.Text("secret")), post.IsSignedWith(made.Text("secret"))).ShouldBe(("webhook.test", true, false));
        var audit = (await admin.GetAsync("/api/audit?subject=" + made.Text("id"))).Members["entries"]!.ToJsonString();
        audit.ShouldContain("webhook.secretRenewed");
        audit.ShouldNotContain("mapwh_");
        (await admin.DeleteAsync(path)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync(path)).Code.ShouldBe("webhook.not_found");
    }

    [Fact]
    public async Task What_happens_during_a_pause_is_not_told_afterwards()
    {
        var made = await MakeAsync();
        var path = "/api/webhooks/" + made.Text("id");
        await admin.PutAsync(path, new { url = receiver.Address, active = false });
        await CloseAsync(satisfied: true);
        await admin.PutAsync(path, new { url = receiver.Address, active = true });
        var told = await CloseAsync(satisfied: true);
        (await NextAsync()).Body["issue"]!["id"]!.GetValue<Guid>().ShouldBe(told);
        await SettledAsync(made, "delivered", 1);
        receiver.Posts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_long_log_is_told_in_steps_and_as_when_it_came_by_and_by()
    {
        await MakeAsync();
        await CloseAsync(satisfied: true);
        await CloseAsync(satisfied: true);
        await NextAsync();
        await NextAsync();
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        await RunAsync("select seq from webhook_position for update");
        await WebhookOutbox.AdvanceAsync(connection, server.Clock.UtcNow(), Stop);
        var told = (await RunAsync("select string_agg(seq || kind, ',' order by seq) from webhook_deliveries")).ShouldBeOfType<string>();
        await RunAsync("delete from webhook_deliveries; update webhooks set from_seq = 0; update webhook_position set seq = 0");

        (await WebhookOutbox.StepAsync(connection, server.Clock.UtcNow(), 3, Stop)).ShouldBeTrue();
        (await RunAsync("select seq from webhook_position")).ShouldBe(3L);
        await WebhookOutbox.AdvanceAsync(connection, server.Clock.UtcNow(), Stop);
        (await RunAsync("select seq from webhook_position")).ShouldBe(await RunAsync("select max(seq) from changes"));
        (await RunAsync("select string_agg(seq || kind, ',' order by seq) from webhook_deliveries")).ShouldBe(told);

        async Task<object?> RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(Stop);
        }
    }

    private async Task<Answer> MakeAsync(string[]? kinds = null)
    {
        var made = await admin.PostAsync("/api/webhooks", new { url = receiver.Address, kinds });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Json?.ToJsonString());
        return made;
    }

    private async Task<Guid> CloseAsync(bool satisfied)
    {
        var reported = await admin.PostAsync("/api/issues", new
        {
            id = Guid.NewGuid(), category = "environment.litter", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat }, reporter = new { name = "王某某", phone = "13912345678" },
        });
        var id = Guid.Parse(reported.Text("id"));
        using var handler = await server.SignInAsync("handler");
        await admin.ActAsync(id, "accept", 1);
        await admin.ActAsync(id, "dispatch", 2, new { to = "handler" });
        await handler.ActAsync(id, "reportIn", 3);
        await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        await handler.ActAsync(id, "resolve", 5, new { answer = "已处理" });
        await admin.ActAsync(id, "verify", 6);
        (await admin.ActAsync(id, "rate", 7, new { solved = true, satisfied })).Text("status").ShouldBe(satisfied ? "closed" : "accepted");
        return id;
    }

    private static Task<List<int>> HoldersAsync(Data.MapDbContext db) => db.Database.SqlQuery<int>(
        $"""
        select pid as "Value" from pg_locks
        where locktype = 'advisory' and granted and objid::bigint = ({WebhookWorker.SessionKey} & 4294967295)
          and database = (select oid from pg_database where datname = current_database())
        """).ToListAsync(Stop);

    /// <summary>Whistles through the levels until nobody is left above.</summary>
    private async Task<Guid> WhistleOutAsync()
    {
        var issue = await admin.ReportAsync();
        var id = Guid.Parse(issue.Text("id"));
        for (var level = 0; level < 9 && issue.Members["escalated"]?.GetValue<bool>() != true; level++)
        {
            issue = await admin.ActAsync(id, "whistle", issue.Version, new { note = "无法解决" });
            issue.Status.ShouldBe(HttpStatusCode.OK, issue.Json?.ToJsonString());
        }

        return id;
    }

    private async Task<WebhookPost> NextAsync()
    {
        WebhookPost? post = null;
        await WaitAsync(() => Task.FromResult(receiver.Posts.TryPeek(out post)));
        return post!;
    }

    /// <summary>The webhook's only delivery, once it is so.</summary>
    private async Task<JsonObject> UntilAsync(Answer webhook, Func<JsonObject, bool> isSo)
    {
        JsonObject? found = null;
        await WaitAsync(async () =>
        {
            var answer = await admin.GetAsync($"/api/webhooks/{webhook.Text("id")}/deliveries");
            found = answer.Members["deliveries"]!.AsArray().SingleOrDefault()?.AsObject();
            return found is not null && isSo(found);
        });
        return found!;
    }

    private async Task SettledAsync(Answer webhook, string state, int attempts)
    {
        var delivery = await UntilAsync(webhook, each => each["state"]!.GetValue<string>() == state);
        delivery["attempts"]!.GetValue<int>().ShouldBe(attempts);
    }

    private static async Task WaitAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo()) await tick.WaitForNextTickAsync(limit.Token);
    }
}
