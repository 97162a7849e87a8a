using System.Net;

namespace MapDashboard.TestSupport;

/// <summary>Random commands on random issues by whoever may.</summary>
public sealed class RandomPlayers(TestServer server, Random random) : IDisposable
{
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
            id = issues.Count == 0 || roll < 3 ? null : issues[random.Next(issues.Count)];
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
            action = allowed[random.Next(allowed.Length)];
            to = new[] { "handler", "worker1", "worker2", "ORG-SZ", "communityGridLeader" }[random.Next(5)];
        }

        if (action == "resolve") await client.PutBytesAsync($"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=after", Pictures.Png());
        var version = action == "resolve" ? (await client.GetAsync("/api/issues/" + id)).Version : issue.Version;
        var answer = await client.ActAsync(id, action, version, new
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
