using MapDashboard.Domain.Access;
using Npgsql;

namespace MapDashboard.Data.ChangeLog;

/// <summary>When each Change of an issue in a span of the log came and who sees it: a hundredth of what these Changes take, and all that a density asks.</summary>
public sealed class SpanTimes
{
    private readonly List<(DateTime At, string[] Audiences)> changes = [];

    private SpanTimes()
    {
    }

    /// <summary>The earliest time of any Change of the span, UTC; null where none is left of it.</summary>
    public DateTime? FirstAt { get; private set; }

    /// <summary>The latest.</summary>
    public DateTime? LastAt { get; private set; }

    /// <param name="connection">The database.</param>
    /// <param name="after">Number of the last Change before the span.</param>
    /// <param name="to">Number of its last one.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<SpanTimes> ReadAsync(NpgsqlConnection connection, long after, long to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select at, case when issue_id is not null then audiences end from changes where seq > $1 and seq <= $2 order by seq", connection)
        {
            Parameters = { new() { Value = after }, new() { Value = to } },
        };
        var span = new SpanTimes();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = reader.GetDateTime(0);
            if (!(at >= span.FirstAt)) span.FirstAt = at;
            if (!(at <= span.LastAt)) span.LastAt = at;
            if (!reader.IsDBNull(1)) span.changes.Add((at, reader.GetFieldValue<string[]>(1)));
        }

        return span;
    }

    /// <summary>The names once, then each Change as the microseconds since the one before and the places of its names.</summary>
    public byte[] Pack() => Brotli.Pack(writer =>
    {
        var places = AudienceNames.Write(writer, changes.SelectMany(change => change.Audiences));
        writer.Write7BitEncodedInt(changes.Count);
        var before = 0L;
        foreach (var (at, audiences) in changes)
        {
            writer.Write7BitEncodedInt64((at.Ticks / TimeSpan.TicksPerMicrosecond) - before);
            before = at.Ticks / TimeSpan.TicksPerMicrosecond;
            writer.Write7BitEncodedInt(audiences.Length);
            foreach (var name in audiences) writer.Write7BitEncodedInt(places[name]);
        }
    });

    /// <summary>Tells the times of those that a viewer sees, in microseconds since the year 1, in the order of the log.</summary>
    /// <param name="packed">From <see cref="Pack"/>.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="tell">Is told each.</param>
    public static void Each(byte[] packed, Viewer viewer, Action<long> tell) => Brotli.Unpack(packed, reader =>
    {
        var names = new AudienceNames(reader, viewer);
        var at = 0L;
        for (var rest = reader.Read7BitEncodedInt(); rest > 0; rest--)
        {
            at += reader.Read7BitEncodedInt64();
            if (names.Read(reader, out _)) tell(at);
        }

        return true;
    });
}
