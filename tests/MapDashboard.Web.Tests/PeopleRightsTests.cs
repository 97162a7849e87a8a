using System.Net;
using System.Text;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>How far a leader of one grid reaches, and what a screen is not told.</summary>
public sealed class PeopleRightsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string ForeignPerson = "P017";

    private TestServer Server => fixture.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_appoints_a_foreign_person_gains_no_right_to_rename_them()
    {
        using var leader = await Server.SignInAsync("gridLeader1");
        await using var db = Server.Context();
        var before = await db.People.AsNoTracking().SingleAsync(person => person.Code == ForeignPerson, Stop);
        (await leader.PostAsync("/api/posts", new { areaCode = Places.Grid1, role = "volunteer", personCode = ForeignPerson, @public = false })).Status.ShouldBe(HttpStatusCode.Created);
        (await leader.PutAsync($"/api/people/{ForeignPerson}", new { name = "改名", phone = "19900000099" })).Code.ShouldBe("access.denied");
        var import = await leader.PostBytesAsync("/api/people/import?apply=true", Encoding.UTF8.GetBytes($"工号,姓名\n{ForeignPerson},改名"));
        import.Code.ShouldBe("people.import_refused");
        import.Json!.ToJsonString().ShouldNotContain(before.Name);
        (await db.People.AsNoTracking().SingleAsync(person => person.Code == ForeignPerson, Stop)).ShouldBeEquivalentTo(before);
    }

    [Fact]
    public async Task Only_an_admin_moves_a_person_with_an_account_to_another_employer()
    {
        using var leader = await Server.SignInAsync("leader");
        using var admin = await Server.SignInAsync("admin");
        await using var db = Server.Context();
        var worker = await db.Accounts.Where(account => account.UserName == "worker1").Select(account => account.PersonCode!).SingleAsync(Stop);
        var person = await db.People.AsNoTracking().SingleAsync(each => each.Code == worker, Stop);
        var other = await db.Organizations.Where(each => each.Kind == "department" && each.Code != person.Employer).Select(each => each.Code).FirstAsync(Stop);
        (await leader.PutAsync($"/api/people/{worker}", new { name = person.Name, employer = other })).Code.ShouldBe("access.denied");
        var table = Encoding.UTF8.GetBytes($"工号,姓名,单位\n{worker},{person.Name},{other}");
        (await leader.PostBytesAsync("/api/people/import?apply=true", table)).Code.ShouldBe("people.import_refused");
        (await leader.PutAsync($"/api/people/{worker}", new { name = person.Name, phone = "19900000098", employer = person.Employer })).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsync($"/api/people/{worker}", new { name = person.Name, phone = person.Phone, employer = other })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_screen_is_told_no_counts_of_households()
    {
        using var screen = await Server.SignInAsync("screen");
        using var admin = await Server.SignInAsync("admin");
        (await admin.PutAsync($"/api/areas/{Places.Grid1}/details", new { households = 12 })).Status.ShouldBe(HttpStatusCode.OK);
        (await screen.GetAsync("/api/areas")).Json!.ToJsonString().ShouldNotContain("households");
        (await admin.GetAsync("/api/areas")).Json!.ToJsonString().ShouldContain("households");
    }
}
