using System.Net;
using System.Text.Json.Nodes;
using MapDashboard.Domain;
using MapDashboard.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Tests;

/// <summary>Whatever happened, whoever asks, for whatever time: every figure and row equals the slow reference, its list of cases and its export.</summary>
public sealed class StatisticsPropertyTests
{
    private const int Turns = 420;
    private const int Questions = 14;
    private const string Unit = Places.Building1 + "01";
    private static readonly string[] Accounts = ["admin", "leader", "desk", "screen", "worker1", "worker2", "handler", "gridLeader1", "gridDesk2", "gridScreen2"];
    private static readonly string?[] Areas = [null, null, Places.Community, Places.Grid1, Places.Grid2, Places.Building1, Unit];
    private static readonly string[] Dimensions = ["category", "day", "hour", "area", "area&of=grid", "area&of=community", "status"];
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_figure_and_row_equals_the_reference_its_cases_and_its_export(int seed)
    {
        await using var server = await TestServer.StartAsync(null, true, "--Map:SessionHours", "8000");
        var random = new Random(seed);
        var began = server.Clock.GetUtcNow().UtcDateTime;
        using var players = new RandomPlayers(server, random, forward: true);
        using var early = await server.SignInAsync("leader");
        for (var turn = 0; turn < Turns; turn++)
        {
            await players.PlayAsync();
            if (random.Next(10) == 0) server.Clock.Advance(TimeSpan.FromHours(random.Next(8) == 0 ? 200 * random.NextDouble() : 6 * random.NextDouble()));

            if (turn % 60 == 0) await LiveAsync(server, random);

            // Somebody asks meanwhile: what is counted by then is corrected later, when old issues go on.
            if (random.Next(20) == 0) (await early.GetAsync("/api/statistics")).Status.ShouldBe(HttpStatusCode.OK);
        }

        var asker = new Asker(server, began);
        await asker.PrepareAsync();
        await asker.AskAsync("admin", null, new Random(0), "category", "everything", everything: true);
        for (var question = 0; question < Questions; question++)
        {
            await asker.AskAsync(
                Accounts[random.Next(Accounts.Length)], Areas[random.Next(Areas.Length)], random, Dimensions[question % Dimensions.Length], $"seed {seed}, question {question}");
        }

        asker.Answered.ShouldBeGreaterThan(Questions / 2);
        StatisticsReference.Keys.Except(asker.NotNought).ShouldBeEmpty("figures that no question tried");
    }

    /// <summary>A whole life, so that no figure stays untried whatever the dice do.</summary>
    private static async Task LiveAsync(TestServer server, Random random)
    {
        using var worker = await server.SignInAsync("worker1");
        using var desk = await server.SignInAsync("desk");
        using var handler = await server.SignInAsync("handler");
        var id = Guid.NewGuid();
        var place = new { lon = Places.Grid1Lon, lat = Places.Grid1Lat };
        var unit = random.Next(3) == 0 ? null : Unit;
        (await worker.PostAsync("/api/issues", new { id, category = "environment.litter", location = place, buildingCode = Places.Building1, unitCode = unit })).Status.ShouldBe(HttpStatusCode.Created);
        await ActAsync(desk, "accept");
        await ActAsync(desk, "dispatch", new { to = "handler" });
        await ActAsync(handler, "reportIn");
        for (var round = random.Next(2); round >= 0; round--)
        {
            await handler.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
            await ActAsync(handler, "resolve", new { answer = "好了" });
            await ActAsync(desk, round == 0 ? "verify" : "rework", new { note = "再看" });
        }

        await ActAsync(worker, "rate", new { solved = true, satisfied = random.Next(3) > 0, note = "评价" });

        async Task ActAsync(MapClient client, string action, object? body = null)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(random.NextDouble()));
            var version = (await desk.GetAsync("/api/issues/" + id)).Version;
            var answer = await client.ActAsync(id, action, version, body);
            answer.Status.ShouldBe(HttpStatusCode.OK, $"{action} {answer.Json?.ToJsonString()}");
        }
    }

    private sealed class Asker(TestServer server, DateTime began)
    {
        private readonly StatisticsReference reference = new(server.DataSource, Zone);
        private readonly Dictionary<string, MapClient> clients = new(StringComparer.Ordinal);
        private Dictionary<string, string?> parents = [];
        private Dictionary<string, (string[] Path, string Level)> areas = [];

        public int Answered { get; private set; }

        public HashSet<string> NotNought { get; } = [];

        public async Task PrepareAsync()
        {
            await using var db = server.Context();
            parents = await db.Categories.ToDictionaryAsync(each => each.Code, each => each.ParentCode);
            areas = (await db.Areas.Select(each => new { each.Code, each.Path, each.Level }).ToListAsync()).ToDictionary(each => each.Code, each => (each.Path, each.Level));
        }

        /// <summary>The watch may act in between: then everything is asked again.</summary>
        public async Task AskAsync(string account, string? area, Random random, string by, string what, bool everything = false)
        {
            if (!clients.TryGetValue(account, out var client)) clients[account] = client = await server.SignInAsync(account);
            var now = server.Clock.UtcNow();
            var range = now - began;
            var from = Cut(began + (range * (random.NextDouble() * 0.5)) - (random.Next(3) == 0 ? TimeSpan.FromDays(90) : TimeSpan.Zero));
            var to = random.Next(3) == 0 ? Cut(now + TimeSpan.FromMinutes(1)) : Cut(from + ((now - from) * random.NextDouble()));
            if (random.Next(3) == 0) from = Midnight(from);
            if (everything) (from, to) = (Cut(began), now);
            for (var tries = 0; ; tries++)
            {
                var before = await LastSeqAsync();
                var faults = await CompareAsync(client, $"area={area}&from={from:O}&to={to:O}&by={by}", area, (from, to), by);
                if (await LastSeqAsync() != before && tries < 20) continue;
                faults.ShouldBeEmpty($"{what}: {account} {area} {from:O} {to:O} {by}");
                return;
            }
        }

        private async Task<List<string>> CompareAsync(MapClient client, string query, string? area, (DateTime From, DateTime To) range, string by)
        {
            var faults = new List<string>();
            var answer = await client.GetAsync("/api/statistics?medians=rows&" + query);
            if (answer.Code == "access.denied") return faults;
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json?.ToJsonString());
            Answered++;
            var seen = await SeenAsync(client, area);
            var rows = answer.Members["rows"]!.AsArray().ToDictionary(row => row!["key"]!.GetValue<string>(), row => row!, StringComparer.Ordinal);
            foreach (var figure in StatisticsReference.Keys)
            {
                var cases = await reference.CasesAsync(figure, seen, range.From, range.To, server.Clock.UtcNow());
                var expected = StatisticsReference.Figure(figure, cases);
                if (cases.Count > 0) NotNought.Add(figure);
                if (TextOf(answer.Members["figures"]![figure]!) is var told && told != expected) faults.Add($"{figure}: {told} instead of {expected}");
                await CompareListAsync(client, $"/api/statistics/cases?{query}&figure={figure}", figure, cases, faults);
                if (figure is "open" or "overdue" && by is "day" or "hour") continue;
                await CompareRowsAsync(client, query, figure, cases, rows, by, faults);
            }

            await CompareExportsAsync(client, query, answer, area, range, faults);
            return faults;
        }

        private async Task CompareRowsAsync(
            MapClient client, string query, string figure, IReadOnlyList<ReferenceCase> cases, Dictionary<string, JsonNode> rows, string by, List<string> faults)
        {
            var (dimension, level) = by.Split("&of=") is [var word, var of] ? (word, of) : (by, null);
            var groups = cases.GroupBy(each => reference.KeyOf(each, dimension, parents, areas, level)).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
            faults.AddRange(groups.Keys.Where(key => !rows.ContainsKey(key)).Select(key => $"{figure} has no row {key}"));
            foreach (var (key, row) in rows)
            {
                // An area in which only the staffing is amiss.
                if (row["figures"] is null && !groups.ContainsKey(key)) continue;
                var group = groups.GetValueOrDefault(key) ?? [];
                var isCount = row["figures"]![figure] is null;
                var told = isCount ? row[figure]!.ToString() + "  " : TextOf(row["figures"]![figure]!);
                if (told != StatisticsReference.Figure(figure, group)) faults.Add($"{figure} of {key}: {told} instead of {StatisticsReference.Figure(figure, group)}");
            }

            if (groups.Count == 0) return;
            var (one, its) = groups.First();
            await CompareListAsync(client, $"/api/statistics/cases?{query}&figure={figure}&key={Uri.EscapeDataString(one)}", figure, its, faults);
        }

        /// <summary>Both parts, in small pages, as sets of issues with how often each stands there.</summary>
        private static async Task CompareListAsync(MapClient client, string path, string figure, IReadOnlyList<ReferenceCase> cases, List<string> faults)
        {
            foreach (var part in new[] { "numerator", "denominator" })
            {
                var wanted = cases.Where(each => part == "denominator" || each.Counted).Select(each => each.Issue).Order().ToArray();
                var told = new List<Guid>();
                string? cursor = null;
                do
                {
                    var page = await client.GetAsync($"{path}&part={part}&limit=37&cursor={cursor}");
                    page.Status.ShouldBe(HttpStatusCode.OK, page.Json?.ToJsonString());
                    if (page.Members["count"]!.GetValue<int>() != wanted.Length) faults.Add($"{figure} {part}: count {page.Members["count"]} instead of {wanted.Length} at {path}");
                    told.AddRange(page.Members["cases"]!.AsArray().Select(each => each!["issue"]!["id"]!.GetValue<Guid>()));
                    cursor = page.Members["cursor"]?.GetValue<string>();
                }
                while (cursor is not null);
                if (!told.Order().SequenceEqual(wanted)) faults.Add($"{figure} {part}: {told.Count} cases of other issues at {path}");
            }
        }

        private static async Task CompareExportsAsync(
            MapClient client, string query, Answer statistics, string? area, (DateTime From, DateTime To) range, List<string> faults)
        {
            var table = Lines(await client.GetAsync($"/api/statistics/export?{query}&format=csv"));
            var figures = statistics.Members["figures"]!;
            if (table[1][2] != figures["reported"]!["value"]!.ToString()) faults.Add($"the table says {table[1][2]} reported");
            if (table.Count - 2 != statistics.Members["rows"]!.AsArray().Count(row => row!["figures"] is not null)) faults.Add($"the table has {table.Count - 2} rows");

            foreach (var (figure, filter) in new[] { ("reported", $"from={range.From:O}&to={range.To:O}"), ("open", "status=open"), ("overdue", "overdue=true") })
            {
                var issues = Lines(await client.GetAsync($"/api/export?format=csv&area={area}&{filter}"));
                if ((issues.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) != figures[figure]!["value"]!.ToString()) faults.Add($"the export has {issues.Count - 1} {figure}");
            }
        }

        private static List<string[]> Lines(Answer answer)
        {
            answer.Status.ShouldBe(HttpStatusCode.OK);
            return [.. System.Text.Encoding.UTF8.GetString(answer.Bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        }

        private static async Task<IReadOnlySet<Guid>> SeenAsync(MapClient client, string? area)
        {
            var seen = new HashSet<Guid>();
            string? cursor = null;
            do
            {
                var page = await client.GetAsync($"/api/issues?area={area}&limit=500&cursor={cursor}");
                page.Status.ShouldBe(HttpStatusCode.OK);
                seen.UnionWith(page.Members["issues"]!.AsArray().Select(issue => issue!["id"]!.GetValue<Guid>()));
                cursor = page.Members["cursor"]?.GetValue<string>();
            }
            while (cursor is not null);
            return seen;
        }

        private async Task<long> LastSeqAsync()
        {
            await using var command = server.DataSource.CreateCommand("select coalesce(max(seq), 0) from changes");
            return (long)(await command.ExecuteScalarAsync())!;
        }

        private static string TextOf(JsonNode figure) => StatisticsReference.Text(
            figure["value"]?.GetValue<double>(), figure["numerator"]?.GetValue<long>(), figure["denominator"]?.GetValue<long>());

        private static DateTime Midnight(DateTime utc) => TimeZoneInfo.ConvertTimeToUtc(TimeZoneInfo.ConvertTimeFromUtc(utc, Zone).Date, Zone);

        private static DateTime Cut(DateTime time) => Clock.Cut(time);
    }
}
