using System.Collections.Concurrent;
using System.Net;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain.Issues;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MapDashboard.Web.Tests;

/// <summary>
/// The whole life under fire: twenty clients drive issues from report to rating while the server is killed fifty times, and other issues are
/// left to the watch. A minute or two.
/// </summary>
public sealed class LifeUnderFireTests
{
    private const int Kills = 50;
    private const int Clients = 20;

    /// <summary>Left alone; each of its limits is a second.</summary>
    private const string Hasty = "environment.postedBills";
    private const string Driven = "environment.litter";

    [Fact]
    public async Task Every_acknowledged_command_is_done_once_and_the_watch_whistles_each_overdue_clock_once_while_the_server_is_killed_fifty_times()
    {
        var connectionString = await TestCluster.NewDatabaseAsync();
        await using var dataSource = Database.DataSource(connectionString);
        await using (var db = Database.Context(dataSource)) await PrepareAsync(db);
        var folder = Directory.CreateTempSubdirectory("mapdashboard-fire-").FullName;
        await using var server = await ServerProcess.StartAsync("--ConnectionStrings:Map", connectionString, "--Map:DataFolder", folder, "--Serilog:MinimumLevel:Default", "Error");
        using var cast = await Cast.SignInAsync(server);
        var clients = Enumerable.Range(1, Clients).Select(n => Task.Run(() => cast.DriveAsync(n))).ToArray();
        var random = new Random(11);
        for (var kill = 0; kill < Kills; kill++)
        {
            await cast.WaitForAsync(1 + random.Next(20));
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        cast.Stop();
        await Task.WhenAll(clients);
        await UntilEscalatedAsync(dataSource, cast.Abandoned);
        await server.StopAsync();

        await ShouldHoldEachCommandOnceAsync(dataSource, cast);
        await ShouldHaveWhistledOnceAsync(dataSource, cast.Abandoned);
        var report = await new HistoryVerification(dataSource).RunAsync([], progress: null, TestContext.Current.CancellationToken);
        report.Break.ShouldBeNull();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task PrepareAsync(MapDbContext db)
    {
        await TestAccounts.AddAsync(db);
        var second = new Limit(1.0 / 3600, LimitUnit.Hours);
        var category = await db.Categories.SingleAsync(each => each.Code == Hasty);
        category.Limits = new Limits(second, second, second, second);
        await db.SaveChangesAsync();
    }

    private static async Task UntilEscalatedAsync(NpgsqlDataSource dataSource, ICollection<Guid> abandoned)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            await using var db = Database.Context(dataSource);
            if (await db.Issues.CountAsync(issue => abandoned.Contains(issue.Id) && issue.Escalated, late.Token) == abandoned.Count) return;
            await timer.WaitForNextTickAsync(late.Token);
        }
    }

    private static async Task ShouldHoldEachCommandOnceAsync(NpgsqlDataSource dataSource, Cast cast)
    {
        var token = TestContext.Current.CancellationToken;
        cast.Acknowledged.Count.ShouldBeGreaterThan(500);
        await using var db = Database.Context(dataSource);
        var counts = (await db.Changes.Where(change => change.IssueId != null)
            .GroupBy(change => new { change.IssueId, change.Kind })
            .Select(group => new { group.Key.IssueId, group.Key.Kind, Count = group.Count() }).ToListAsync(token))
            .ToDictionary(row => (row.IssueId!.Value, row.Kind), row => row.Count);
        foreach (var command in cast.Acknowledged) counts.GetValueOrDefault(command).ShouldBe(1, command.ToString());
        (await db.Issues.Where(issue => db.Changes.Count(change => change.IssueId == issue.Id) != issue.Version).CountAsync(token)).ShouldBe(0);
        (await db.Issues.CountAsync(issue => issue.Category == Driven && issue.Status == IssueStatus.Closed, token)).ShouldBe(cast.Finished);
    }

    /// <summary>Each level once, past the top once; and each clock that had run out is marked once.</summary>
    private static async Task ShouldHaveWhistledOnceAsync(NpgsqlDataSource dataSource, ICollection<Guid> abandoned)
    {
        var token = TestContext.Current.CancellationToken;
        await using var db = Database.Context(dataSource);
        var issues = await db.Issues.Where(issue => abandoned.Contains(issue.Id)).Select(issue => new { issue.Id, issue.Whistles, Levels = issue.AreaPath.Length }).ToListAsync(token);
        issues.ShouldAllBe(issue => issue.Whistles == issue.Levels);
        var whistled = await db.Changes.Where(change => change.Kind == "issue.whistled").GroupBy(change => change.IssueId!.Value)
            .Select(group => new { Id = group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Id, row => row.Count, token);
        foreach (var issue in issues) whistled[issue.Id].ShouldBe(issue.Levels);
        var marks = await db.WatchMarks.Where(mark => mark.Deed == WatchDeed.Whistle).ToListAsync(token);
        foreach (var issue in issues) marks.Where(mark => mark.IssueId == issue.Id).DistinctBy(mark => mark.At).Count().ShouldBe(issue.Levels);
    }

    /// <summary>The accounts that the clients share, and what was acknowledged to them.</summary>
    private sealed class Cast(ServerProcess server, MapClient[] workers, MapClient desk, MapClient handler) : IDisposable
    {
        private readonly ConcurrentDictionary<(Guid Id, string Kind), bool> acknowledged = new();
        private readonly ConcurrentDictionary<Guid, bool> abandoned = new();
        private readonly SemaphoreSlim done = new(0);
        private readonly byte[] photo = Pictures.Png();
        private volatile bool stopped;
        private int finished;

        public ICollection<(Guid Id, string Kind)> Acknowledged => acknowledged.Keys;

        public ICollection<Guid> Abandoned => abandoned.Keys;

        /// <summary>Issues that came to their end.</summary>
        public int Finished => finished;

        public static async Task<Cast> SignInAsync(ServerProcess server)
        {
            return new Cast(server, await Task.WhenAll(Enumerable.Range(1, 4).Select(n => ClientAsync($"worker{n}"))), await ClientAsync("desk"), await ClientAsync("handler"));

            async Task<MapClient> ClientAsync(string name)
            {
                var client = new MapClient(server.Address);
                await client.SignInAsync(name, TestAccounts.Password);
                return client;
            }
        }

        public void Stop() => stopped = true;

        public void Dispose()
        {
            foreach (var client in workers.Append(desk).Append(handler)) client.Dispose();
            done.Dispose();
        }

        /// <summary>Until so many more were acknowledged.</summary>
        public async Task WaitForAsync(int count)
        {
            for (var n = 0; n < count; n++) (await done.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue($"{server.Address} acknowledges nothing any more");
        }

        /// <summary>One issue after the other, to its end; now and then one that is left to the watch. What was begun is finished.</summary>
        public async Task DriveAsync(int client)
        {
            var worker = workers[client % workers.Length];
            for (var n = 0; !stopped; n++)
            {
                var id = Guid.NewGuid();
                if (n % 4 == client % 4)
                {
                    await ReportAsync(worker, id, Hasty);
                    abandoned[id] = true;
                    continue;
                }

                await ReportAsync(worker, id, Driven);
                await ActAsync(desk, id, 1, "accept", "issue.accepted");
                await ActAsync(desk, id, 2, "dispatch", "issue.dispatched", new { to = "handler" });
                await ActAsync(handler, id, 3, "reportIn", "issue.reportedIn");
                var photoId = Guid.NewGuid();
                await SendAsync(() => handler.PutBytesAsync($"/api/issues/{id}/photos/{photoId}?kind=after", photo), id, "issue.photoAdded");
                await ActAsync(handler, id, 5, "resolve", "issue.resolved", new { answer = "已清扫" });
                await ActAsync(desk, id, 6, "verify", "issue.verified");
                await ActAsync(desk, id, 7, "rate", "issue.rated", new { solved = true, satisfied = true });
                Interlocked.Increment(ref finished);
            }
        }

        private Task ReportAsync(MapClient worker, Guid id, string category) => SendAsync(() => worker.ReportAsync(id, category), id, "issue.reported");

        private Task ActAsync(MapClient client, Guid id, int version, string action, string kind, object? body = null)
        {
            var key = Guid.NewGuid();
            return SendAsync(() => client.ActAsync(id, action, version, body, key), id, kind);
        }

        private async Task SendAsync(Func<Task<Answer>> send, Guid id, string kind)
        {
            while (true)
            {
                try
                {
                    var answer = await send();
                    if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created) break;
                    ((int)answer.Status).ShouldBe(503, $"{kind}: {answer.Json?.ToJsonString()}");
                }
                catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException)
                {
                    // Killed before it answered: whether it was done is unknown, so it is sent again, with the same key.
                    await Task.Delay(400);
                }
            }

            acknowledged[(id, kind)] = true;
            done.Release();
        }
    }
}
