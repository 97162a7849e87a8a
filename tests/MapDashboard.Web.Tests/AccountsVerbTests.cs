using System.Net;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>The verbs of <c>accounts</c> against the database of a running server.</summary>
public sealed class AccountsVerbTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Password = "correct horse battery";

    private TestServer Server => fixture.Server;

    [Fact]
    public async Task An_account_is_made_listed_and_signs_in()
    {
        var made = await CliAsync(Password + "\n", "create", "wangfang", "--role", "desk", "--area", Places.Grid1, "--display-name", "王芳");
        (made.ExitCode, made.Error).ShouldBe((0, ""));
        made.Output.ShouldContain("account.created name=wangfang role=desk area=" + Places.Grid1);
        made.Output.ShouldNotContain(Password);
        using var client = await Server.SignInAsync("WangFang", Password);
        (await client.GetAsync("/api/session")).Text("displayName").ShouldBe("王芳");
        (await CliAsync("", "list")).Output.Split('\n').ShouldContain("name=wangfang role=desk area=" + Places.Grid1);
    }

    [Theory]
    [InlineData("a long enough one", "leader", "--role", "desk")]
    [InlineData("short", "new1", "--role", "desk")]
    [InlineData("a long enough one", "new2", "--role", "desk", "--area", "nowhere")]
    [InlineData("a long enough one", "new3", "--role", "desk", "--person", "nobody")]
    [InlineData("a long enough one", "new4", "--role", "king")]
    public async Task What_cannot_be_is_refused_with_a_sentence(string password, params string[] arguments)
    {
        var refused = await CliAsync(password, ["create", .. arguments]);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldNotBeEmpty();
        refused.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_new_password_from_a_file_ends_the_sessions()
    {
        await CliAsync(Password, "create", "forgetful", "--role", "worker");
        using var client = await Server.SignInAsync("forgetful", Password);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "another long password\n", TestContext.Current.CancellationToken);
        (await CliAsync("", "set-password", "forgetful", "--password-file", file)).ExitCode.ShouldBe(0);
        File.Delete(file);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        (await client.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await Server.SignInAsync("forgetful", "another long password");
    }

    [Fact]
    public async Task A_disabled_account_is_out_for_good_until_it_is_enabled_and_signs_in_anew()
    {
        await CliAsync(Password, "create", "leaver", "--role", "desk", "--area", Places.Grid1);
        using var client = await Server.SignInAsync("leaver", Password);
        var token = (await client.PostAsync("/api/tokens", new { name = "of the leaver" })).Text("token");
        (await CliAsync("", "disable", "leaver")).Output.ShouldContain("account.disabled name=leaver");
        using var stranger = Server.Stranger();
        (await stranger.PostAsync("/api/session", new { userName = "leaver", password = Password })).Code.ShouldBe("session.account_disabled");
        (await CliAsync("", "enable", "leaver")).ExitCode.ShouldBe(0);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        (await client.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var program = new MapClient(Server.Address, token);
        (await program.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await Server.SignInAsync("leaver", Password);
    }

    [Fact]
    public async Task The_embedded_database_is_found_by_its_folder_while_the_server_runs_and_after()
    {
        var folder = Directory.CreateTempSubdirectory("mapdashboard-accounts-").FullName;
        (await CliProcess.RunAsync(null, "", "accounts", "list", "--data-folder", folder)).Error.ShouldContain("no embedded database");
        await using (var server = await ServerProcess.StartAsync("--Map:DataFolder", folder, "--Map:Demo", "false"))
        {
            (await CliProcess.RunAsync(null, Password, "accounts", "create", "first", "--role", "admin", "--data-folder", folder)).ExitCode.ShouldBe(0);
            using var client = new MapClient(server.Address);
            await client.SignInAsync("first", Password);
        }

        (await CliProcess.RunAsync(null, "", "accounts", "list", "--data-folder", folder)).Output.ShouldContain("name=first role=admin");
        File.Exists(Path.Combine(folder, "postgres", "postmaster.pid")).ShouldBeFalse();
        if (new DirectoryInfo(Path.Combine(folder, "postgres")).LinkTarget is { } elsewhere) Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    private Task<CliResult> CliAsync(string input, params string[] arguments) => CliProcess.RunAsync(Server.ConnectionString, input, ["accounts", .. arguments]);
}
