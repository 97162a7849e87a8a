using System.Globalization;
using System.Text.Json;

namespace MapDashboard.Web.Packed;

/// <summary>
/// Times in microseconds: <c>["t", equals, base, unit, numbers]</c>. Most times of an issue equal an earlier one of its own, or lie a round
/// span after it: <c>equals</c> names that earlier column for each row (from 1; 0: none), and the rest is counted in units from the column
/// <c>base</c> (from 1; 0: from 1970).
/// </summary>
internal static class PackedTimes
{
    public const long None = long.MinValue;
    private const int Sample = 4096;
    private const int MostColumns = 62;
    private const long Second = 1_000_000;
    private static readonly long[] Units = [60 * Second, Second, 1000, 1];

    /// <param name="json">Where to.</param>
    /// <param name="table">Whose times before are built upon; these are added to them.</param>
    /// <param name="texts">By row, null where there is none.</param>
    /// <returns>False where not all of them are times as we write them.</returns>
    public static bool TryWrite(Utf8JsonWriter json, PackedTable table, string?[] texts)
    {
        var times = new long[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i] is null) times[i] = None;
            else if (!TryRead(texts[i]!, out times[i])) return false;
        }

        var equals = Array.ConvertAll(Enumerable.Range(0, times.Length).ToArray(), row => EqualOne(table.Times, times[row], row));
        int[] own = [.. Enumerable.Range(0, times.Length).Where(row => times[row] != None && equals[row] == 0)];
        var from = own.Length == 0 ? 0 : BaseOf(table.Times, times, own);
        var spans = Spans(table.Times, times, own, from, out var unit);
        json.WriteStringValue("t");
        WriteEquals(json, [.. equals.Where((_, row) => times[row] != None)]);
        json.WriteNumberValue(from);
        json.WriteNumberValue(unit);
        Planes.WriteNumbers(json, spans);
        if (table.Times.Count < MostColumns) table.Times.Add(times);
        return true;
    }

    private static void WriteEquals(Utf8JsonWriter json, long[] equals)
    {
        if (Array.TrueForAll(equals, each => each == equals[0])) json.WriteNumberValue(equals[0]);
        else json.WriteStringValue(Planes.Of(equals));
    }

    private static long EqualOne(List<long[]> columns, long time, int row)
    {
        if (time == None) return 0;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i][row] == time) return i + 1;
        }

        return 0;
    }

    /// <summary>The column from which the spans are said in the fewest bits, judged by the first few thousand.</summary>
    private static int BaseOf(List<long[]> columns, long[] times, int[] rows)
    {
        var sample = rows.AsSpan(0, Math.Min(Sample, rows.Length)).ToArray();
        return Enumerable.Range(0, columns.Count + 1).MinBy(from => Planes.Bits(Planes.AboveLeast(Spans(columns, times, sample, from, out _), out _)));
    }

    private static long[] Spans(List<long[]> columns, long[] times, int[] rows, int from, out long unit)
    {
        var spans = Array.ConvertAll(rows, row => times[row] - (from == 0 || columns[from - 1][row] == None ? 0 : columns[from - 1][row]));
        var by = unit = Array.Find(Units, each => Array.TrueForAll(spans, span => span % each == 0));
        return Array.ConvertAll(spans, span => span / by);
    }

    private static bool TryRead(string text, out long micros)
    {
        micros = 0;
        if (text.Length is < 20 or > 27 || text[^1] != 'Z' || text[4] != '-' || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)) return false;
        micros = (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return micros >= 0 && time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture) == text;
    }
}
