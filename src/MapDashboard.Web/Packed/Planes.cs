using System.Text.Json;

namespace MapDashboard.Web.Packed;

/// <summary>
/// Whole numbers as text: the lowest digit of each to base 64, then the next digit of each, and so on. Digits of one weight stand together
/// because they resemble each other: what is alike in all numbers costs next to nothing once it is compressed (decisions/0019).
/// </summary>
internal static class Planes
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <param name="values">Not negative, below 2^53: the pages count in doubles.</param>
    public static string Of(ReadOnlySpan<long> values)
    {
        var planes = Count(values);
        var text = new char[values.Length * planes];
        var at = 0;
        for (var shift = 0; shift < 6 * planes; shift += 6)
        {
            foreach (var value in values) text[at++] = Digits[(int)(value >> shift) & 63];
        }

        return new string(text);
    }

    /// <summary>Numbers of any sign: <c>[least, planes]</c> of what each has above the least, or, where that is shorter, <c>[first, least step, planes]</c> of the steps.</summary>
    public static void WriteNumbers(Utf8JsonWriter json, long[] values)
    {
        json.WriteStartArray();
        if (values.Length > 0)
        {
            var plain = AboveLeast(values, out var least);
            var steps = AboveLeast(Steps(values), out var leastStep);
            var isStepped = Bits(steps) < Bits(plain);
            if (isStepped) json.WriteNumberValue(values[0]);
            json.WriteNumberValue(isStepped ? leastStep : least);
            json.WriteStringValue(Of(isStepped ? steps : plain));
        }

        json.WriteEndArray();
    }

    /// <summary>About how many bits the numbers take when compressed: the entropy of each plane.</summary>
    public static double Bits(ReadOnlySpan<long> values)
    {
        double bits = 0;
        Span<int> counts = stackalloc int[64];
        var planes = Count(values);
        for (var shift = 0; shift < 6 * planes; shift += 6)
        {
            counts.Clear();
            foreach (var value in values) counts[(int)(value >> shift) & 63]++;
            foreach (var count in counts)
            {
                if (count > 0) bits += count * Math.Log2((double)values.Length / count);
            }
        }

        return bits;
    }

    public static long[] AboveLeast(long[] values, out long least)
    {
        var min = least = values.Length == 0 ? 0 : values.Min();
        return Array.ConvertAll(values, value => value - min);
    }

    /// <summary>The first step is nought: the first number stands by itself.</summary>
    private static long[] Steps(long[] values)
    {
        var steps = new long[values.Length];
        for (var i = 1; i < values.Length; i++) steps[i] = values[i] - values[i - 1];
        return steps;
    }

    private static int Count(ReadOnlySpan<long> values)
    {
        long all = 0;
        foreach (var value in values) all |= value;
        var planes = 0;
        for (; all > 0; all >>= 6) planes++;
        return planes;
    }
}
