using System.Net;
using System.Text;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Edits of people and posts that meet, and ends that are planned more than once.</summary>
public sealed class PeopleRaceTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Role = "spokesperson";

    private TestServer Server => fixture.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waited_while_another_ended_the_tenure_is_refused()
    {
        using var leader = await Server.SignInAsync("leader");
        var id = await AppointAsync(leader, Places.Grid1);
        await using var db = Server.Context();
        await using var transaction = await db.Database.BeginTransactionAsync(Stop);
        await db.Database.ExecuteSqlAsync($"select from areas where code = {Places.Grid1} for update", Stop);
        var late = leader.PostAsync($"/api/posts/{id}/replace", new { person = new { name = "后到" } });
        await using (var watch = Server.Context())
        {
            while (await watch.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where wait_event_type = 'Lock' and query like '%areas%'").SingleAsync(Stop) == 0)
            {
                await Task.Yield();
            }
        }

        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        var post = await db.Posts.SingleAsync(each => each.Id == id, Stop);
        post.ValidTo = Server.Clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(Stop);
        await transaction.CommitAsync(Stop);
        (await late).Code.ShouldBe("post.ended");
    }

    [Fact]
    public async Task However_often_the_same_new_person_or_facility_is_put_at_once_nothing_fails()
    {
        using var leader = await Server.SignInAsync("leader");
        var location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat };
        var people = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => leader.PutAsync("/api/people/RACE1", new { name = $"甲{n}" })));
        people.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK || answer.Code == "access.denied");
        var appointed = await Task.WhenAll(Enumerable.Range(0, 12).Select(n =>
            leader.PostAsync("/api/posts", new { areaCode = n % 2 == 0 ? Places.Grid1 : Places.Grid2, role = "volunteer", person = new { code = "RACE2", name = "乙" } })));
        appointed.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        appointed.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Code == "request.invalid");
        var facilities = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => n % 3 == 2
            ? leader.DeleteAsync("/api/facilities/RACE3")
            : leader.PutAsync("/api/facilities/RACE3", new { name = "站", kind = "驿站", location })));
        facilities.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.NoContent || answer.Code == "facility.not_found");
    }

    [Fact]
    public async Task An_import_and_edits_that_fill_the_same_empty_places_at_once_leave_none_and_fail_none()
    {
        using var leader = await Server.SignInAsync("leader");
        for (var n = 0; n < 8; n++) await leader.PostAsync("/api/posts", new { areaCode = Places.Grid2, role = Role });
        var table = "工号,姓名,区域编码,岗位\n" + string.Join('\n', Enumerable.Range(0, 8).Select(n => $"RACE4{n},丙,{Places.Grid2},{Role}"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(n => n == 4
            ? leader.PostBytesAsync("/api/people/import?apply=true", Encoding.UTF8.GetBytes(table))
            : leader.PostAsync("/api/posts", new { areaCode = Places.Grid2, role = Role, person = new { name = "丁" } })));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.Created);
        (await EmptyAsync(Places.Grid2)).ShouldBe(0);
    }

    [Fact]
    public async Task A_notice_that_many_withdraw_at_once_is_withdrawn_once()
    {
        using var leader = await Server.SignInAsync("leader");
        var id = (await leader.PostAsync("/api/notices", new { areaCode = Places.Grid1, text = "停水" })).Text("id");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => leader.DeleteAsync($"/api/notices/{id}")));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.NoContent);
        await using var db = Server.Context();
        (await db.AuditEntries.CountAsync(entry => entry.Subject == id && entry.Action == "notice.withdrawn", Stop)).ShouldBe(1);
    }

    [Theory]
    [InlineData("end twice", 1)]
    [InlineData("end and abolish", 0)]
    [InlineData("end and replace", 0)]
    [InlineData("end and take back", 0)]
    public async Task An_end_that_is_planned_anew_takes_its_empty_place_with_it(string what, int left)
    {
        using var leader = await Server.SignInAsync("leader");
        const string Area = "990101001001003";
        var id = await AppointAsync(leader, Area);
        var before = await EmptyAsync(Area);
        (await leader.PostAsync($"/api/posts/{id}/end", new { at = "2030-01-01T00:00:00Z" })).Status.ShouldBe(HttpStatusCode.OK);
        var second = what switch
        {
            "end twice" => await leader.PostAsync($"/api/posts/{id}/end", new { at = "2031-01-01T00:00:00Z" }),
            "end and abolish" => await leader.PostAsync($"/api/posts/{id}/end", new { abolish = true }),
            "end and replace" => await leader.PostAsync($"/api/posts/{id}/replace", new { person = new { name = "接任" } }),
            _ => await leader.PutAsync($"/api/posts/{id}", new { @public = true, phonePublic = false }),
        };
        second.Status.ShouldBe(HttpStatusCode.OK);
        (await EmptyAsync(Area)).ShouldBe(before + left);
    }

    private async Task<int> EmptyAsync(string area)
    {
        await using var db = Server.Context();
        return await db.Posts.CountAsync(post => post.AreaCode == area && post.Role == Role && post.PersonCode == null && post.ValidTo == null, Stop);
    }

    private static async Task<Guid> AppointAsync(MapClient client, string area)
    {
        var made = await client.PostAsync("/api/posts", new { areaCode = area, role = Role, person = new { name = "现任" } });
        return made.Members["post"]!["id"]!.GetValue<Guid>();
    }
}
