using System.Collections.Concurrent;
using System.Net;
using MapDashboard.Data;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace MapDashboard.TestSupport;

/// <summary>Clients as phones are: a report keeps its id and a command its key, and both are sent again until the server has answered.</summary>
/// <param name="address">Of a server, or of the proxy before several.</param>
/// <param name="unavailable">Answers that mean: try again. Any other but success fails the load.</param>
public sealed class PhoneLoad(Uri address, params HttpStatusCode[] unavailable) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, bool> reported = new();
    private readonly ConcurrentDictionary<Guid, bool> commented = new();
    private readonly SemaphoreSlim done = new(0);
    private volatile bool stopped;
    private int retries;

    public ICollection<Guid> Reported => reported.Keys;

    public ICollection<Guid> Commented => commented.Keys;

    /// <summary>How often something was sent again.</summary>
    public int Retries => retries;

    public void Stop() => stopped = true;

    public void Dispose() => done.Dispose();

    /// <summary>Until so many more were acknowledged.</summary>
    public async Task WaitForAsync(int count)
    {
        for (var n = 0; n < count; n++) await done.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task RunAsync(string name, string password)
    {
        using var client = new MapClient(address);
        await client.SignInAsync(name, password);
        while (!stopped)
        {
            var (id, key) = (Guid.NewGuid(), Guid.NewGuid());
            await UntilAnsweredAsync(() => client.ReportAsync(id));
            reported[id] = true;
            await UntilAnsweredAsync(() => client.ActAsync(id, "comment", 1, new { note = "说明" }, key));
            commented[id] = true;
            done.Release();
        }
    }

    /// <summary>Everything acknowledged is there once, and rows and log are one.</summary>
    public async Task ShouldBeThereOnceAsync(Npgsql.NpgsqlDataSource dataSource)
    {
        await using var db = Database.Context(dataSource);
        var counts = await db.Changes.Where(change => change.IssueId != null)
            .GroupBy(change => new { change.IssueId, change.Kind })
            .Select(group => new { group.Key.IssueId, group.Key.Kind, Count = group.Count() }).ToListAsync();
        var byKey = counts.ToDictionary(row => (row.IssueId!.Value, row.Kind), row => row.Count);
        foreach (var id in Reported) byKey[(id, "issue.reported")].ShouldBe(1);
        foreach (var id in Commented) byKey[(id, "issue.commented")].ShouldBe(1);

        // Rows and log are one: every issue has as many Changes as versions, and none stands without the other.
        var broken = await db.Issues
            .Where(issue => db.Changes.Count(change => change.IssueId == issue.Id) != issue.Version).CountAsync();
        broken.ShouldBe(0);
        (await db.Issues.CountAsync()).ShouldBe(counts.Count(row => row.Kind == "issue.reported"));
    }

    private async Task UntilAnsweredAsync(Func<Task<Answer>> send)
    {
        while (true)
        {
            try
            {
                var answer = await send();
                if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created) return;
                unavailable.ShouldContain(answer.Status, answer.Json?.ToJsonString());
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException)
            {
                // Killed before it answered: whether it was done is unknown, so it is sent again.
            }

            Interlocked.Increment(ref retries);
            await Task.Delay(20);
        }
    }
}
