using System.Net;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.TestSupport;

namespace MapDashboard.Web.Tests;

/// <summary>Every status × action × account role over HTTP: no step is skipped, and what is allowed leads where the table says.</summary>
public sealed class LifeMatrixTests(LifeMatrixTests.Town town) : IClassFixture<LifeMatrixTests.Town>
{
    private static readonly string[] Roles = ["admin", "leader", "desk", "worker1", "worker2", "handler", "screen"];

    private static readonly string[] Refusals = [RefusalCodes.IssueTransitionRefused, RefusalCodes.IssueNotEntitled, RefusalCodes.IssueNotFound, RefusalCodes.AccessDenied];

    public static TheoryData<IssueStatus> Statuses() => [.. Enum.GetValues<IssueStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task What_the_answer_does_not_allow_is_refused_and_changes_nothing(IssueStatus status)
    {
        var id = await town.InAsync(status);
        var before = await town.Client("admin").GetAsync("/api/issues/" + id);
        foreach (var role in Roles)
        {
            var seen = await town.Client(role).GetAsync("/api/issues/" + id);
            var allowed = seen.Status == HttpStatusCode.OK ? Allowed(seen) : [];
            foreach (var action in Words<IssueAction>.All.Except(allowed))
            {
                var answer = await town.Client(role).ActAsync(id, action, before.Version, Body(town.Other));
                Refusals.ShouldContain(answer.Code ?? "", $"{role} {action} {status}: {(int)answer.Status}");
            }

            allowed.ShouldBe(role == "screen" ? [] : allowed.Where(action => Lifecycle.Allows(status, Words<IssueAction>.Parse(action))), $"{role} {status}");
        }

        (await town.Client("admin").GetAsync("/api/issues/" + id)).Version.ShouldBe(before.Version);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task What_the_answer_allows_leads_where_the_table_says(IssueStatus status)
    {
        var id = await town.InAsync(status);
        foreach (var row in Lifecycle.Table.Where(row => row.From.Contains(status)))
        {
            var action = Words<IssueAction>.Of(row.Action);
            var role = await FirstAsync(id, action);
            if (role is null) continue;
            var version = (await town.Client(role).GetAsync("/api/issues/" + id)).Version;
            var answer = await town.Client(role).ActAsync(id, action, version, Body(town.Other));
            if (answer.Status == HttpStatusCode.OK)
            {
                // A bad judgement would reopen; the body's is a good one.
                answer.Text("status").ShouldBe(Words<IssueStatus>.Of(row.To ?? status), $"{role} {action} {status}");
                id = await town.InAsync(status);
            }
            else
            {
                answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{role} {action} {status}: {answer.Code}");
                row.Needs.ShouldNotBe(Needs.None, $"{role} {action} {status}: {answer.Code}");
            }
        }
    }

    private async Task<string?> FirstAsync(Guid id, string action)
    {
        foreach (var role in Roles)
        {
            var seen = await town.Client(role).GetAsync("/api/issues/" + id);
            if (seen.Status == HttpStatusCode.OK && Allowed(seen).Contains(action, StringComparer.Ordinal)) return role;
        }

        return null;
    }

    private static string[] Allowed(Answer seen) => [.. seen.Members["allowed"]!.AsArray().Select(word => word!.GetValue<string>())];

    private static object Body(Guid other) =>
        new { note = "原因", answer = "已处理", solved = true, satisfied = true, urgent = true, clear = true, dueAt = DateTime.UtcNow.AddDays(9), to = other.ToString() };

    /// <summary>A server, and issues in any status by the ordinary commands.</summary>
    public sealed class Town : IAsyncLifetime
    {
        private readonly Dictionary<string, MapClient> clients = [];
        private TestServer server = null!;

        /// <summary>An open issue to merge into.</summary>
        public Guid Other { get; private set; }

        public MapClient Client(string name) => clients[name];

        public async ValueTask InitializeAsync()
        {
            server = await TestServer.StartAsync();
            foreach (var name in Roles) clients[name] = await server.SignInAsync(name);
            Other = Guid.Parse((await Client("worker1").ReportAsync()).Text("id"));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in clients.Values) client.Dispose();
            await server.DisposeAsync();
        }

        public async Task<Guid> InAsync(IssueStatus status)
        {
            var id = Guid.Parse((await Client("worker1").ReportAsync()).Text("id"));
            foreach (var step in StepsTo(status)) await step(id);
            var issue = await Client("admin").GetAsync("/api/issues/" + id);
            issue.Text("status").ShouldBe(Words<IssueStatus>.Of(status));
            return id;
        }

        private Func<Guid, Task>[] StepsTo(IssueStatus status)
        {
            Func<Guid, Task>[] road =
            [
                id => ActAsync("desk", id, "accept"),
                id => ActAsync("desk", id, "dispatch", new { to = "handler" }),
                id => ActAsync("handler", id, "reportIn"),
                id => Client("handler").PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png()),
                id => ActAsync("handler", id, "resolve", new { answer = "已处理" }),
                id => ActAsync("desk", id, "verify"),
                id => ActAsync("desk", id, "rate", new { solved = true, satisfied = true }),
            ];
            return status switch
            {
                IssueStatus.Reported => [],
                IssueStatus.Accepted => road[..1],
                IssueStatus.Dispatched => road[..2],
                IssueStatus.InProgress => road[..4],
                IssueStatus.Resolved => road[..5],
                IssueStatus.Verified => road[..6],
                IssueStatus.Closed => road,
                IssueStatus.Suspended => [.. road[..4], id => ActAsync("leader", id, "suspend", new { note = "等配件", dueAt = DateTime.UtcNow.AddDays(30) })],
                IssueStatus.Merged => [id => ActAsync("desk", id, "merge", new { to = Other })],
                IssueStatus.Voided => [id => ActAsync("desk", id, "void", new { note = "不是事项" })],
            };
        }

        private async Task ActAsync(string name, Guid id, string action, object? body = null)
        {
            var version = (await Client(name).GetAsync("/api/issues/" + id)).Version;
            var answer = await Client(name).ActAsync(id, action, version, body);
            answer.Status.ShouldBe(HttpStatusCode.OK, $"{name} {action}: {answer.Code}");
        }
    }
}
