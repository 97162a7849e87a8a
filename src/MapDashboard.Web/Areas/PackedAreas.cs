using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Data.Areas;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Domain.Access;
using MapDashboard.Web.Packed;

namespace MapDashboard.Web.Areas;

/// <summary>
/// The areas of now, packed and compressed once for all who see the same, until a Change concerns areas or people, or until a term or a
/// validity that was entered ahead begins or ends.
/// </summary>
public sealed class PackedAreas(ChangeLogReader log, TimeProvider time)
{
    private const long MostBytes = 16 << 20;

    private readonly Shelf<Packed> shelf = new(MostBytes, packed => packed.Body.Bytes);

    /// <param name="Body">The answer.</param>
    /// <param name="Until">UTC; from then on a term has begun or ended.</param>
    /// <param name="Epoch">Of the log.</param>
    private sealed record Packed(PackedBody Body, DateTime Until, Guid Epoch)
    {
        private long checkedTo;

        /// <summary>Up to here the log holds nothing that concerns it.</summary>
        public long CheckedTo
        {
            get => Volatile.Read(ref checkedTo);
            set => Volatile.Write(ref checkedTo, value);
        }
    }

    public async Task<PackedBody> ReadAsync(MapDbContext db, Scope scope, CancellationToken cancellationToken)
    {
        var packed = await shelf.GetAsync(AreaRows.KeyOf(scope), made => ServesAsync(made, cancellationToken), () => MakeAsync(db, scope, cancellationToken), cancellationToken);
        return packed.Body;
    }

    private async Task<bool> ServesAsync(Packed packed, CancellationToken cancellationToken)
    {
        var end = await log.EndAsync(cancellationToken);
        var from = packed.CheckedTo;
        if (end.Epoch != packed.Epoch || end.Seq < from || time.GetUtcNow().UtcDateTime >= packed.Until) return false;
        if (end.Seq == from) return true;
        if (await log.AreasChangedAsync(from, end.Seq, cancellationToken)) return false;
        packed.CheckedTo = end.Seq;
        return true;
    }

    private async Task<Packed> MakeAsync(MapDbContext db, Scope scope, CancellationToken cancellationToken)
    {
        // The log first: what commits while the rows are read may be in them already, and is looked for again.
        var end = await log.EndAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var until = await db.NextTurnAsync(now, cancellationToken) ?? DateTime.MaxValue;
        var rows = await AreaRows.ReadAsync(db, scope, level: null, within: null, now, cancellationToken);
        return new Packed(Pack(rows), until, end.Epoch) { CheckedTo = end.Seq };
    }

    private static PackedBody Pack(AreaRows areas)
    {
        using var members = Members(areas);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WritePropertyName("properties");
            PackedTable.Write(json, members.RootElement.EnumerateArray());
            json.WritePropertyName("outlines");
            PackedOutlines.Write(json, areas.List.Select(area => area.Geom));
            json.WriteEndObject();
        }

        return PackedBody.Of(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static JsonDocument Members(AreaRows areas)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartArray();
            foreach (var row in areas.List)
            {
                json.WriteStartObject();
                areas.WriteMembers(json, row);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return JsonDocument.Parse(buffer.ToArray());
    }
}
