using System.Net;
using MapDashboard.Data;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>What is not written by group commit (accounts, areas, activities, settings) and loses its connection on the way.</summary>
public sealed class LostConnectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The rows, the Changes and the commit are a message each; a message more would be one more place to break at.</summary>
    [Theory]
    [InlineData(0, CutAt.Before)]
    [InlineData(0, CutAt.After)]
    [InlineData(1, CutAt.Before)]
    [InlineData(1, CutAt.After)]
    [InlineData(2, CutAt.Before)]
    [InlineData(2, CutAt.After)]
    public async Task A_connection_that_breaks_at_any_step_of_a_write_asks_for_another_try_and_that_one_counts_once(int messages, CutAt at)
    {
        await using var cut = new CommitCut(await DatabaseAsync(), at, "INSERT INTO visits", messages);
        await using var server = await TestServer.StartAsync(cut.ConnectionString);
        using var worker = await server.SignInAsync("worker1");
        var (path, body) = ("/api/visits/" + Guid.NewGuid(), new { buildingCode = Places.Building1, at = server.Clock.GetUtcNow() });

        var lost = await worker.PutAsync(path, body);
        cut.Cuts.ShouldBe(1);
        lost.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        lost.Code.ShouldBe("server.database_unavailable");
        lost.Headers.RetryAfter.ShouldNotBeNull();

        var isWritten = messages == 2 && at == CutAt.After;
        (await worker.PutAsync(path, body)).Status.ShouldBe(isWritten ? HttpStatusCode.OK : HttpStatusCode.Created);
        await using var db = server.Context();
        (await db.Visits.CountAsync(Stop)).ShouldBe(1);
        (await db.Changes.CountAsync(change => change.Kind == "visit.recorded", Stop)).ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_is_saved_in_a_transaction_of_its_own_is_no_fault_of_the_server_either(int messages)
    {
        await using var cut = new CommitCut(await DatabaseAsync(), CutAt.Before, "INSERT INTO saved_views", messages);
        await using var server = await TestServer.StartAsync(cut.ConnectionString);
        using var leader = await server.SignInAsync("leader");
        var (path, body) = ("/api/views/" + Guid.NewGuid(), new { name = "重点", state = "area=1" });

        (await leader.PutAsync(path, body)).Code.ShouldBe("server.database_unavailable");
        cut.Cuts.ShouldBe(1);
        (await leader.PutAsync(path, body)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> DatabaseAsync()
    {
        var database = await TestCluster.NewDatabaseAsync();
        await using var dataSource = Database.DataSource(database);
        await using var db = Database.Context(dataSource);
        await TestAccounts.AddAsync(db);
        return database;
    }
}
