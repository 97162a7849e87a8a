using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Packed;

namespace MapDashboard.Web.Live;

/// <summary>
/// The snapshot by columns, read, packed and compressed once for all who see the same. One of a moment ago serves too: whoever takes it
/// follows from its cursor and gets what came since. Only what took something from the view since is never passed over.
/// </summary>
public sealed class PackedSnapshots(SnapshotReader snapshots, ChangeLogReader log, TimeProvider time)
{
    /// <summary>As old as a page may be between two pulses.</summary>
    private static readonly TimeSpan MostAge = LogTail.PulsePeriod;

    /// <summary>Far less than a page of catching up.</summary>
    private const long MostChanges = 500;
    private const long MostBytes = 32 << 20;

    private readonly Shelf<Packed> shelf = new(MostBytes, packed => packed.Body.Bytes);

    private sealed record Packed(PackedBody Body, Cursor Cursor, long ReadAt);

    public async Task<PackedBody> ReadAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();

        // Once begun it is finished, whoever has gone meanwhile: on a machine too busy to answer in time, asking again must not begin at nothing.
        var packed = await shelf.GetAsync(
            viewer.Key, made => ServesAsync(made, viewer, askedAt, cancellationToken), () => MakeAsync(viewer, CancellationToken.None), cancellationToken);
        return packed.Body;
    }

    public static PackedBody Pack(Snapshot snapshot)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("cursor", snapshot.Cursor);
            json.WriteString("mode", Words<Mode>.Of(snapshot.Mode));
            WriteTable(json, "issues", snapshot.Issues);
            WriteTable(json, "recent", snapshot.Recent);
            json.WritePropertyName("counts");
            JsonSerializer.Serialize(json, snapshot.Counts, Json.Options);
            json.WriteEndObject();
        }

        return PackedBody.Of(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void WriteTable(Utf8JsonWriter json, string name, IReadOnlyList<IssueView> issues)
    {
        using var rows = JsonSerializer.SerializeToDocument(issues, Json.Options);
        json.WritePropertyName(name);
        PackedTable.Write(json, rows.RootElement.EnumerateArray());
    }

    private async Task<Packed> MakeAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var readAt = time.GetTimestamp();
        var snapshot = await snapshots.ReadAsync(viewer, cancellationToken);
        return Cursor.TryParse(snapshot.Cursor, out var cursor)
            ? new Packed(Pack(snapshot), cursor, readAt)
            : throw new InvalidOperationException("A snapshot has a cursor.");
    }

    private async Task<bool> ServesAsync(Packed packed, Viewer viewer, long askedAt, CancellationToken cancellationToken)
    {
        // Read after this one asked: as new as one of its own would be.
        if (packed.ReadAt >= askedAt) return true;
        var since = await log.SinceAsync(packed.Cursor, viewer, cancellationToken);
        return since is { } changes
            && (changes.Count == 0 || (!changes.TookAway && changes.Count <= MostChanges && time.GetElapsedTime(packed.ReadAt) <= MostAge));
    }
}
