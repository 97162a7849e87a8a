using System.Net;

namespace MapDashboard.TestSupport;

/// <summary>Random commands on random issues by whoever may.</summary>
/// <param name="server">Where they play.</param>
/// <param name="random">Decides.</param>
/// <param name="forward">Whether most commands take a late issue towards its end.</param>
public sealed class RandomPlayers(TestServer server, Random random, bool forward = false) : IDisposable
{
    private static readonly string[] Road = ["rate", "verify", "resolve", "reportIn", "dispatch", "accept"];
    private static readonly string[] Detours = ["reopen", "void", "merge", "suspend"];
    private static readonly string[] Names = ["admin", "leader", "desk", "worker1", "worker2", "handler"];
    private readonly Dictionary<string, MapClient> clients = new(StringComparer.Ordinal);
    private readonly List<Guid> issues = [];

    public async Task PlayAsync()
    {
        int roll;
        string name;
        Guid? id;
        lock (random)
        {
            roll = random.Next(10);
            name = Names[random.Next(Names.Length)];
            id = issues.Count == 0 || roll < (forward ? 1 : 3) ? null : issues[forward ? random.Next(Math.Max(0, issues.Count - 12), issues.Count) : random.Next(issues.Count)];
        }

        var client = await ClientAsync(name);
        if (id is null) await ReportAsync(client);
        else await ActAsync(client, id.Value);
    }

    private async Task ReportAsync(MapClient client)
    {
        double lon;
        double lat;
        lock (random)
        {
            (lon, lat) = random.Next(8) == 0
                ? (Places.OutsideLon, Places.OutsideLat)
                : (107.3445 + (random.NextDouble() * 0.011), 28.1465 + (random.NextDouble() * 0.007));
        }

        var answer = await client.ReportAsync(lon: lon, lat: lat);
        lock (random) issues.Add(Guid.Parse(answer.Text("id")));
    }

    private async Task ActAsync(MapClient client, Guid id)
    {
        var issue = await client.GetAsync("/api/issues/" + id);
        if (issue.Status != HttpStatusCode.OK) return;
        var allowed = issue.Members["allowed"]!.AsArray().Select(word => word!.GetValue<string>()).Except(["comment"]).ToArray();
        if (allowed.Length == 0) return;
        string action;
        string to;
        lock (random)
        {
            if (forward && random.Next(6) > 0) allowed = [.. allowed.Except(Detours)];
            if (allowed.Length == 0) return;
            action = allowed[random.Next(allowed.Length)];
            if (forward && random.Next(4) > 0) action = Road.FirstOrDefault(allowed.Contains) ?? action;
            to = new[] { "handler", "worker1", "worker2", "ORG-SZ", "communityGridLeader" }[random.Next(5)];
        }

        if (action == "resolve") await client.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        if (action == "resolve") issue = await client.GetAsync("/api/issues/" + id);

        // The watch may have taken it out of the account's hands meanwhile.
        if (issue.Status != HttpStatusCode.OK) return;
        var answer = await client.ActAsync(id, action, issue.Version, new
        {
            note = "随机", to, answer = "好了", solved = true, satisfied = to != "worker2", urgent = to == "worker1",
            areaCode = action == "accept" && to == "handler" ? Places.Grid2 : null,
        });
        if ((int)answer.Status >= 500) throw new InvalidOperationException($"{action} was answered with {answer.Status} {answer.Json}");
    }

    private async Task<MapClient> ClientAsync(string name)
    {
        lock (clients)
        {
            if (clients.TryGetValue(name, out var known)) return known;
        }

        var client = await server.SignInAsync(name);
        lock (clients) return clients[name] = client;
    }

    public void Dispose()
    {
        foreach (var client in clients.Values) client.Dispose();
    }
}
