using System.Text.Json.Nodes;

namespace MapDashboard.TestSupport;

/// <summary>
/// A page's state as a fold, written again and as plainly as possible: a snapshot and what came after it. Tests compare it with a fresh
/// snapshot; the pages' own reducer has its own tests.
/// </summary>
public sealed class Fold
{
    private readonly SortedDictionary<string, JsonObject> issues = new(StringComparer.Ordinal);

    public string Cursor { get; private set; } = "";

    public string Mode { get; private set; } = "";

    private long Seq => SeqOf(Cursor);

    public static Fold Of(JsonObject snapshot)
    {
        var fold = new Fold { Cursor = snapshot["cursor"]!.GetValue<string>(), Mode = snapshot["mode"]!.GetValue<string>() };
        foreach (var issue in snapshot["issues"]!.AsArray().Concat(snapshot["recent"]!.AsArray()))
        {
            fold.issues[issue!["id"]!.GetValue<string>()] = issue.DeepClone().AsObject();
        }

        return fold;
    }

    /// <summary>Applies a batch; false when it leaves a gap after what is known.</summary>
    public bool Apply(JsonObject batch)
    {
        var to = batch["to"]!.GetValue<string>();
        if (SeqOf(to) <= Seq) return true;
        if (SeqOf(batch["from"]!.GetValue<string>()) > Seq) return false;
        ApplyChanges(batch["changes"]!.AsArray(), to);
        return true;
    }

    /// <summary>Applies the answer of /api/changes.</summary>
    public void ApplyChanges(JsonArray changes, string cursor)
    {
        foreach (var change in changes)
        {
            var data = change!["data"]!.AsObject();
            if (change["kind"]!.GetValue<string>() == "mode.switched" && data["own"]!.GetValue<bool>()) Mode = data["mode"]!.GetValue<string>();
            if (data["id"] is not { } idNode) continue;
            var id = idNode.GetValue<string>();
            var version = data["version"]!.GetValue<int>();
            if (issues.TryGetValue(id, out var known) && known["version"]!.GetValue<int>() >= version) continue;
            if (change["kind"]!.GetValue<string>() == "issue.removed") issues.Remove(id);
            else issues[id] = data["issue"]!.DeepClone().AsObject();
        }

        Cursor = cursor;
    }

    /// <summary>Open issues and mode, as text that can be compared.</summary>
    public string Text() => Mode + "\n" + string.Join('\n', issues.Values.Where(IsOpen).Select(issue => Sorted(issue)!.ToJsonString()));

    /// <summary>Everything known, ended issues too.</summary>
    public IReadOnlyCollection<string> Ids => issues.Keys;

    // jsonb keeps members in an order of its own.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static bool IsOpen(JsonObject issue) => issue["status"]!.GetValue<string>() is not ("closed" or "merged" or "voided");

    private static long SeqOf(string cursor) => long.Parse(cursor[(cursor.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
