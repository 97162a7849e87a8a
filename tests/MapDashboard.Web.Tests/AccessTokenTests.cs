using System.Net;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Personal access tokens: what they open, what they do not, and how they end.</summary>
public sealed class AccessTokenTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private TestServer Server => fixture.Server;

    [Fact]
    public async Task A_token_does_what_its_account_may_do_without_cookie_and_origin()
    {
        using var desk = await Server.SignInAsync("desk");
        var made = await MakeAsync(desk, new { name = "counter" });
        made.Text("token").ShouldStartWith("map_");
        made.Members.ContainsKey("expiresAt").ShouldBeFalse();
        using var program = new MapClient(Server.Address, made.Text("token"));
        (await program.GetAsync("/api/session")).Text("userName").ShouldBe("desk");
        (await program.ReportAsync()).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_cookie_beside_a_token_is_not_looked_at()
    {
        using var admin = await Server.SignInAsync("admin");
        using var worker = await Server.SignInAsync("worker1");
        var token = (await MakeAsync(worker, new { name = "phone" })).Text("token");
        admin.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await admin.GetAsync("/api/session")).Text("userName").ShouldBe("worker1");

        // A wrong token is no reason to fall back on the cookie.
        admin.Http.DefaultRequestHeaders.Authorization = new("Bearer", "map_wrong");
        (await admin.GetAsync("/api/session")).Code.ShouldBe("session.required");
    }

    [Fact]
    public async Task A_foreign_origin_is_fine_with_a_token_and_refused_with_a_cookie()
    {
        using var desk = await Server.SignInAsync("desk");
        var token = (await MakeAsync(desk, new { name = "elsewhere" })).Text("token");
        using var program = new MapClient(Server.Address, token);
        program.Http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        (await program.ReportAsync()).Status.ShouldBe(HttpStatusCode.Created);
        desk.Http.DefaultRequestHeaders.Remove("Origin");
        desk.Http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        (await desk.ReportAsync()).Code.ShouldBe("request.origin_refused");
    }

    [Fact]
    public async Task The_secret_of_a_session_is_no_token()
    {
        using var desk = await Server.SignInAsync("desk");
        using var program = new MapClient(Server.Address, desk.CookieHeader.Split('=')[1]);
        (await program.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_read_only_token_reads_and_follows_and_changes_nothing()
    {
        using var desk = await Server.SignInAsync("desk");
        var token = (await MakeAsync(desk, new { name = "wall", readOnly = true })).Text("token");
        using var program = new MapClient(Server.Address, token);
        var snapshot = await program.GetAsync("/api/snapshot");
        snapshot.Status.ShouldBe(HttpStatusCode.OK);
        var refused = await program.ReportAsync();
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Forbidden, "access.denied"));
        await using var live = await LiveClient.ConnectAsync(Server.Address, token);
        await live.FollowAsync(null, snapshot.Text("cursor"));
        await live.NextAsync("changes");
    }

    [Fact]
    public async Task A_token_can_neither_make_nor_list_nor_revoke_tokens_nor_sign_out()
    {
        using var desk = await Server.SignInAsync("desk");
        var made = await MakeAsync(desk, new { name = "first" });
        using var program = new MapClient(Server.Address, made.Text("token"));
        foreach (var answer in new[]
        {
            await program.PostAsync("/api/tokens", new { name = "second" }), await program.GetAsync("/api/tokens"),
            await program.DeleteAsync("/api/tokens/" + made.Text("id")), await program.DeleteAsync("/api/session"),
        })
        {
            answer.Code.ShouldBe("access.denied");
        }
    }

    [Fact]
    public async Task The_list_holds_own_tokens_without_secrets_and_says_when_they_were_used()
    {
        using var leader = await Server.SignInAsync("leader");
        using var desk = await Server.SignInAsync("desk");
        await MakeAsync(desk, new { name = "of the desk" });
        var used = await MakeAsync(leader, new { name = "used", expiresInDays = 30 });
        await MakeAsync(leader, new { name = "unused", readOnly = true });
        using var program = new MapClient(Server.Address, used.Text("token"));
        await program.GetAsync("/api/session");
        var list = (await leader.GetAsync("/api/tokens")).Json!.AsArray().ToDictionary(row => row!["name"]!.GetValue<string>(), row => row!.AsObject(), StringComparer.Ordinal);
        list.Keys.ShouldBe(["used", "unused"], ignoreOrder: true);
        list["used"].ContainsKey("lastUsedAt").ShouldBeTrue();
        list["unused"].ContainsKey("lastUsedAt").ShouldBeFalse();
        list["used"]["expiresAt"]!.GetValue<DateTime>().ShouldBe(Server.Clock.GetUtcNow().UtcDateTime.AddDays(30), TimeSpan.FromMinutes(1));
        list["used"].ContainsKey("token").ShouldBeFalse();
        await using var db = Server.Context();
        var hashes = await db.AccessTokens.Select(token => token.SecretHash).ToListAsync(TestContext.Current.CancellationToken);
        hashes.ShouldAllBe(hash => hash.Length == 32);
    }

    [Fact]
    public async Task Revoking_ends_requests_at_once_and_live_connections_within_a_pulse()
    {
        using var desk = await Server.SignInAsync("desk");
        var made = await MakeAsync(desk, new { name = "short" });
        using var program = new MapClient(Server.Address, made.Text("token"));
        (await program.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.OK);
        await using var live = await LiveClient.ConnectAsync(Server.Address, made.Text("token"));
        (await desk.DeleteAsync("/api/tokens/" + made.Text("id"))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await desk.DeleteAsync("/api/tokens/" + made.Text("id"))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await program.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await live.Cut.WaitAsync(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Nobody_revokes_the_token_of_another()
    {
        using var desk = await Server.SignInAsync("desk");
        using var admin = await Server.SignInAsync("admin");
        var made = await MakeAsync(desk, new { name = "mine" });
        (await admin.DeleteAsync("/api/tokens/" + made.Text("id"))).Code.ShouldBe("token.not_found");
    }

    [Fact]
    public async Task A_changed_role_cuts_the_live_connection_of_a_token()
    {
        using var desk = await Server.SignInAsync("gridDesk2");
        var token = (await MakeAsync(desk, new { name = "of a role" })).Text("token");
        await using var live = await LiveClient.ConnectAsync(Server.Address, token);
        await using var db = Server.Context();
        await db.Accounts.Where(account => account.UserName == "gridDesk2")
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.Role, Domain.Access.AccountRole.Worker), TestContext.Current.CancellationToken);
        await live.Cut.WaitAsync(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_disabled_account_is_out_with_its_sessions_and_tokens_and_cannot_sign_in()
    {
        using var leader = await Server.SignInAsync("gridLeader1");
        var token = (await MakeAsync(leader, new { name = "of the disabled" })).Text("token");
        await using var live = await LiveClient.ConnectAsync(Server.Address, token);
        await using var db = Server.Context();
        await db.Accounts.Where(account => account.UserName == "gridLeader1")
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.DisabledAt, DateTime.UtcNow), TestContext.Current.CancellationToken);
        await live.Cut.WaitAsync(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        using var program = new MapClient(Server.Address, token);

        // Who a secret belongs to is remembered for two seconds.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        (await program.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var stranger = Server.Stranger();
        (await stranger.PostAsync("/api/session", new { userName = "gridLeader1", password = TestAccounts.Password })).Code.ShouldBe("session.account_disabled");
        (await stranger.PostAsync("/api/session", new { userName = "gridLeader1", password = "wrong" })).Code.ShouldBe("session.credentials_refused");
    }

    [Fact]
    public async Task An_expired_token_is_out()
    {
        using var desk = await Server.SignInAsync("desk");
        var made = await MakeAsync(desk, new { name = "for a day", expiresInDays = 1 });
        await using var db = Server.Context();
        var id = Guid.Parse(made.Text("id"));
        await db.AccessTokens.Where(token => token.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.ExpiresAt, DateTime.UtcNow.AddYears(-10)), TestContext.Current.CancellationToken);
        using var program = new MapClient(Server.Address, made.Text("token"));
        (await program.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("a name", 0)]
    [InlineData("a name", 3651)]
    public async Task A_token_without_a_name_or_with_an_odd_end_is_refused(string name, int expiresInDays)
    {
        using var desk = await Server.SignInAsync("desk");
        (await desk.PostAsync("/api/tokens", new { name, expiresInDays })).Code.ShouldBe("request.invalid");
    }

    private static async Task<Answer> MakeAsync(MapClient client, object request)
    {
        var made = await client.PostAsync("/api/tokens", request);
        made.Status.ShouldBe(HttpStatusCode.Created);
        return made;
    }
}
