using System.Net;
using System.Reflection;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Screens;
using MapDashboard.Data.Webhooks;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.People;
using MapDashboard.Domain.Screens;
using MapDashboard.TestSupport;
using MapDashboard.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MapDashboard.Web.Tests;

/// <summary>
/// Every endpoint × account role × own or foreign area. An endpoint or hub method that this table does not name fails the test:
/// whoever adds one decides here who may call it.
/// </summary>
public sealed partial class AccessMatrixTests(AccessMatrixTests.MatrixFixture fixture) : IClassFixture<AccessMatrixTests.MatrixFixture>
{
    private static readonly object Square = new
    {
        type = "FeatureCollection",
        features = new[]
        {
            new
            {
                type = "Feature",
                properties = new { code = "matrix" },
                geometry = new { type = "Polygon", coordinates = new[] { new double[][] { [0, 0], [1, 0], [1, 1], [0, 0] } } },
            },
        },
    };

    private static readonly object Calendar = new
    {
        timeZone = "Asia/Shanghai", from = "2026-01-01", to = "2026-12-31", workingHours = new[] { new { from = "09:00", to = "17:00" } },
        weekend = new[] { 6, 7 }, holidays = Array.Empty<object>(), workingWeekends = Array.Empty<object>(),
    };

    private static readonly string[] HubMethods = ["Follow"];

    /// <summary>The account of each role whose own area is the first grid. The handler has none.</summary>
    private static readonly Dictionary<string, string> Players = new(StringComparer.Ordinal)
    {
        ["admin"] = "admin", ["leader"] = "gridLeader1", ["desk"] = "matrixDesk", ["worker"] = "worker1", ["handler"] = "handler", ["screen"] = "matrixScreen",
    };

    private sealed record Row(string Route, string Call, string Own, string Foreign, string? Body = null);

    private static bool IsDenied(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    [Fact]
    public void The_table_names_every_endpoint_and_every_hub_method()
    {
        var routes = fixture.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.Metadata.OfType<IsFallback>().Any())
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"])
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}"))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        routes.ShouldBe(Table.Select(row => row.Route).Order(StringComparer.Ordinal));
        typeof(LiveHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name).ShouldBe(HubMethods);
    }

    [Fact]
    public async Task Every_endpoint_lets_in_whom_the_table_names_and_nobody_else()
    {
        var faults = new List<string>();
        foreach (var row in Table.Where(row => row.Call.Length > 0))
        {
            foreach (var player in Players.Keys.Append("stranger"))
            {
                await CheckAsync(row, player, own: true, faults);
                await CheckAsync(row, player, own: false, faults);
            }
        }

        faults.ShouldBeEmpty();
    }

    private async Task CheckAsync(Row row, string player, bool own, List<string> faults)
    {
        var client = await fixture.ClientAsync(player, Players.GetValueOrDefault(player), fresh: row.Route.Contains("/api/session", StringComparison.Ordinal));
        var allowed = (own ? row.Own : row.Foreign).Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(player, StringComparer.Ordinal);
        var path = await fixture.FillAsync(row.Call, own);
        if (path.EndsWith("{token}", StringComparison.Ordinal)) path = path.Replace("{token}", await OwnTokenAsync(client), StringComparison.Ordinal);
        var method = row.Route.Split(' ')[0];
        var answer = method switch
        {
            "GET" => await client.GetAsync(path),
            "HEAD" => await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path)),
            "DELETE" => await client.DeleteAsync(path),
            _ when row.Body is not null => await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)
            {
                Content = new StringContent(await fixture.FillAsync(row.Body, own), System.Text.Encoding.UTF8, "application/json"),
            }),
            "PUT" when path.Contains("photos", StringComparison.Ordinal) => await client.PutBytesAsync(path, Pictures.Png()),
            "PATCH" => await PatchAsync(client, path),
            "PUT" when path.Contains("voice", StringComparison.Ordinal) => await client.PutBytesAsync(path, Sounds.WebM(seconds: 1)),
            "PUT" => await client.PutAsync(path, new { mode = "normal" }),
            _ => await PostAsync(client, path, own),
        };

        // A denied call is denied outright; an allowed one goes through.
        var gotIn = !IsDenied(answer.Status);
        if (gotIn != allowed) faults.Add($"{row.Route} as {player}, {(own ? "own" : "foreign")} area: {(int)answer.Status} {answer.Code}");
        if (gotIn && (int)answer.Status >= 400) faults.Add($"{row.Route} as {player}: {(int)answer.Status} {answer.Code}");
    }

    private static Task<Answer> PatchAsync(MapClient client, string path)
    {
        var picture = Pictures.Png();
        return client.PatchBytesAsync(path, picture, 0, picture.Length);
    }

    /// <summary>A token of the player's own, to be revoked; whoever may make none gets an id that is nobody's.</summary>
    private static async Task<string> OwnTokenAsync(MapClient client)
    {
        var made = await client.PostAsync("/api/tokens", new { name = "to be revoked" });
        return made.Status == HttpStatusCode.Created ? made.Text("id") : Guid.NewGuid().ToString();
    }

    private async Task<Answer> PostAsync(MapClient client, string path, bool own)
    {
        if (path.EndsWith("/comment", StringComparison.Ordinal))
        {
            using var admin = await fixture.Server.SignInAsync("admin");
            var id = own ? fixture.OwnIssue : fixture.ForeignIssue;
            return await client.ActAsync(id, "comment", (await admin.GetAsync("/api/issues/" + id)).Version, new { note = "看过" });
        }

        if (path.EndsWith("/record", StringComparison.Ordinal))
        {
            using var admin = await fixture.Server.SignInAsync("admin");
            var imported = await admin.PostAsync("/api/issues", new { id = Guid.NewGuid(), category = "environment.litter", source = "replay", location = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat } });
            return await client.PostAsync($"/api/issues/{imported.Text("id")}/record", new { status = "closed", at = imported.Text("reportedAt") });
        }

        if (path.EndsWith("/follow", StringComparison.Ordinal))
        {
            // All of them come from one address, and it may not ask so often.
            fixture.Server.Clock.Advance(TimeSpan.FromMinutes(2));
            return await Resident.FollowAsync(client, own ? Places.Grid1 : Places.Grid2, fixture.OwnIssue);
        }

        if (path.StartsWith("/api/ask/", StringComparison.Ordinal)) return await Resident.ReportAsync(client, own ? Places.Grid1 : Places.Grid2);

        return path switch
        {
            _ when path.StartsWith("/api/areas/import", StringComparison.Ordinal) => await client.PostAsync(path, Square),
            _ when path.StartsWith("/api/categories/import", StringComparison.Ordinal) => await client.PostAsync(path, Array.Empty<object>()),
            _ when path.StartsWith("/api/calendar/import", StringComparison.Ordinal) => await client.PostAsync(path, Calendar),
            "/api/session" => await client.PostAsync(path, new { userName = "worker7", password = TestAccounts.Password }),
            "/api/tokens" => await client.PostAsync(path, new { name = "matrix" }),
            "/api/setup" => await client.PostAsync(path, new { code = "wrong", userName = "second", password = "a long password" }),
            _ => await client.ReportAsync(),
        };
    }

    /// <summary>Marks endpoints of the framework that answer for a wrong method.</summary>
    private interface IsFallback;

    /// <summary>One issue in the first grid and one in the second, each with a photo that is not cleared.</summary>
    public sealed class MatrixFixture : IAsyncLifetime
    {
        private int codes;

        private readonly string archive = PmtilesFile.Write(PmtilesFile.Png, Pictures.Png());
        private readonly Dictionary<string, MapClient> clients = new(StringComparer.Ordinal);
        private string cursor = "";
        private string secret = "";
        private Guid ownPhoto;
        private Guid foreignPhoto;

        public TestServer Server { get; private set; } = null!;

        public Guid OwnIssue { get; private set; }

        public Guid ForeignIssue { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Server = await TestServer.StartAsync(arguments: ["--Map:AskDifficulty", "4", "--Map:BaseLayers:0:Kind", "pmtiles", "--Map:BaseLayers:0:Url", archive]);
            await using (var db = Server.Context())
            {
                db.Accounts.Add(TestAccounts.New("matrixDesk", AccountRole.Desk, Places.Grid1, null));
                db.Accounts.Add(TestAccounts.New("matrixScreen", AccountRole.Screen, Places.Grid1, null));
                await db.SaveChangesAsync();
            }

            // Reported by the admin, so that nobody sees them as their own reports.
            using var admin = await Server.SignInAsync("admin");
            (OwnIssue, ownPhoto) = await ReportAsync(admin, Places.Grid1Lon, Places.Grid1Lat);
            (ForeignIssue, foreignPhoto) = await ReportAsync(admin, Places.Grid2Lon, Places.Grid2Lat);
            secret = (await Resident.ReportAsync(admin, Places.Grid1)).Text("trackingSecret");
            cursor = (await admin.GetAsync("/api/snapshot")).Text("cursor");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in clients.Values) client.Dispose();
            await Server.DisposeAsync();
            Directory.Delete(System.IO.Path.GetDirectoryName(archive)!, recursive: true);
        }

        /// <summary>Signing in is slow on purpose, so clients are kept; what signs out gets one of its own.</summary>
        public async Task<MapClient> ClientAsync(string player, string? userName, bool fresh)
        {
            if (!fresh && clients.TryGetValue(player, out var kept)) return kept;
            var client = userName is null ? Server.Stranger() : await Server.SignInAsync(userName);
            clients[fresh ? player + clients.Count : player] = client;
            return client;
        }

        /// <summary>With real codes and ids in place of the words in braces; what a call uses up is made for it.</summary>
        public async Task<string> FillAsync(string text, bool own)
        {
            var filled = Fill(text, own);
            var area = own ? Places.Grid1 : Places.Grid2;
            await using var db = Server.Context();
            if (filled.Contains("{post}", StringComparison.Ordinal) || filled.Contains("{holder}", StringComparison.Ordinal))
            {
                var person = new Person { Code = Guid.NewGuid().ToString("N"), Name = "甲" };
                var post = new Post { Id = Guid.NewGuid(), AreaCode = area, Role = "volunteer", PersonCode = person.Code, ValidFrom = Server.Clock.GetUtcNow().UtcDateTime.AddDays(-1) };
                db.AddRange(person, post);
                filled = filled.Replace("{post}", post.Id.ToString(), StringComparison.Ordinal).Replace("{holder}", person.Code, StringComparison.Ordinal);
            }

            if (filled.Contains("{notice}", StringComparison.Ordinal))
            {
                var notice = new Notice { Id = Guid.NewGuid(), AreaCode = area, Text = "通知", Public = false, ValidFrom = Server.Clock.GetUtcNow().UtcDateTime, PostedBy = "甲" };
                db.Add(notice);
                filled = filled.Replace("{notice}", notice.Id.ToString(), StringComparison.Ordinal);
            }

            if (filled.Contains("{patrol}", StringComparison.Ordinal))
            {
                var now = Server.Clock.GetUtcNow().UtcDateTime;
                var path = await db.Areas.Where(each => each.Code == area).Select(each => each.Path).SingleAsync();
                var patrol = new Patrol
                {
                    Id = Guid.NewGuid(), AccountId = await db.Accounts.Where(account => account.UserName == "worker7").Select(account => account.Id).SingleAsync(), By = "甲",
                    AreaCode = area, AreaPath = path, Theme = "fire", Day = DateOnly.FromDateTime(now), StartedAt = now, ReceivedAt = now, ContentHash = "",
                };
                db.Add(patrol);
                filled = filled.Replace("{patrol}", patrol.Id.ToString(), StringComparison.Ordinal);
            }

            if (filled.Contains("{facility}", StringComparison.Ordinal))
            {
                var (lon, lat) = own ? (Places.Grid1Lon, Places.Grid1Lat) : (Places.Grid2Lon, Places.Grid2Lat);
                var facility = new Facility { Code = Guid.NewGuid().ToString("N"), Name = "驿站", Kind = "驿站", Location = Data.Geometries.Wgs84.Point(lon, lat) };
                db.Add(facility);
                filled = filled.Replace("{facility}", facility.Code, StringComparison.Ordinal);
            }

            if (filled.Contains("{screen}", StringComparison.Ordinal))
            {
                var account = new Account { Id = Guid.NewGuid(), UserName = $"hall-{Guid.NewGuid():N}", DisplayName = "hall", Role = AccountRole.Screen, AreaCode = Places.Community };
                var screen = new Screen { Id = Guid.NewGuid(), AccountId = account.Id, Name = "hall", Settings = ScreenSettings.Default, PairedAt = DateTime.UnixEpoch, PairedBy = "甲" };
                db.AddRange(account, screen);
                filled = filled.Replace("{screen}", screen.Id.ToString(), StringComparison.Ordinal);
            }

            if (filled.Contains("{code}", StringComparison.Ordinal))
            {
                var pairing = new ScreenPairing { Id = Guid.NewGuid(), SecretHash = Guid.NewGuid().ToByteArray(), Code = $"{++codes:D6}", ExpiresAt = DateTime.UtcNow.AddYears(1) };
                db.Add(pairing);
                filled = filled.Replace("{code}", pairing.Code, StringComparison.Ordinal);
            }

            if (filled.Contains("{webhook}", StringComparison.Ordinal))
            {
                var now = Server.Clock.GetUtcNow().UtcDateTime;
                var webhook = new Webhook { Id = Guid.NewGuid(), Url = "http://127.0.0.1:9/", Secret = "x", Kinds = [], Active = false, FromSeq = 0, CreatedAt = now, CreatedBy = "甲" };
                var delivery = new WebhookDelivery { WebhookId = webhook.Id, Kind = WebhookKind.Closed, State = DeliveryState.Pending, CreatedAt = now, DueAt = now, GiveUpAt = now };
                db.AddRange(webhook, delivery);
                await db.SaveChangesAsync();
                filled = filled.Replace("{webhook}", webhook.Id.ToString(), StringComparison.Ordinal)
                    .Replace("{delivery}", delivery.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            }

            await db.SaveChangesAsync();
            return filled;
        }

        private string Fill(string call, bool own) => call
            .Replace("{point}", own ? $$"""{"lon":{{Places.Grid1Lon}},"lat":{{Places.Grid1Lat}}}""" : $$"""{"lon":{{Places.Grid2Lon}},"lat":{{Places.Grid2Lat}}}""", StringComparison.Ordinal)
            .Replace("{building}", own ? Places.Building1 : Places.Building2, StringComparison.Ordinal)
            .Replace("{area}", own ? Places.Grid1 : Places.Grid2, StringComparison.Ordinal)
            .Replace("{issue}", (own ? OwnIssue : ForeignIssue).ToString(), StringComparison.Ordinal)
            .Replace("{existing}", (own ? ownPhoto : foreignPhoto).ToString(), StringComparison.Ordinal)
            .Replace("{photo}", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            .Replace("{cursor}", cursor, StringComparison.Ordinal)
            .Replace("{secret}", secret, StringComparison.Ordinal);

        private static async Task<(Guid Issue, Guid Photo)> ReportAsync(MapClient admin, double lon, double lat)
        {
            var issue = Guid.Parse((await admin.ReportAsync(lon: lon, lat: lat)).Text("id"));
            var photo = Guid.NewGuid();
            await admin.PutBytesAsync($"/api/issues/{issue}/photos/{photo}?kind=before", Pictures.Png());
            await admin.PutBytesAsync($"/api/issues/{issue}/voice/{photo}", Sounds.WebM(seconds: 1));
            return (issue, photo);
        }
    }
}
