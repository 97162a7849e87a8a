using System.Buffers.Binary;
using System.Text.Json;

namespace MapDashboard.Web.Packed;

/// <summary>Numbers that come back as the same doubles.</summary>
internal static class PackedNumbers
{
    /// <summary>Steps between two of these still count exactly in a double.</summary>
    private const double Most = 1L << 51;
    private const int MostDecimals = 7;

    /// <summary><c>["n", scale, numbers]</c> for decimals, <c>["d", planes]</c> for the bits of others.</summary>
    /// <returns>False where there are so few different ones that they are better words.</returns>
    public static bool TryWrite(Utf8JsonWriter json, JsonElement[] values, int distinct)
    {
        var numbers = Array.ConvertAll(values, value => value.GetDouble());
        if (ScaleOf(numbers) is { } scale && (scale == 1 || distinct * 3 > values.Length))
        {
            json.WriteStringValue("n");
            json.WriteNumberValue(scale);
            Planes.WriteNumbers(json, Array.ConvertAll(numbers, number => (long)Math.Round(number * scale)));
            return true;
        }

        if (distinct * 3 <= values.Length) return false;
        json.WriteStringValue("d");
        json.WriteStringValue(PackedTexts.BytePlanes(Array.ConvertAll(numbers, Bytes)));
        return true;
    }

    private static long? ScaleOf(double[] numbers)
    {
        long scale = 1;
        for (var decimals = 0; decimals <= MostDecimals; decimals++, scale *= 10)
        {
            var by = scale;

            // Divided as the page divides, so that what is checked here is what comes out there.
            if (Array.TrueForAll(numbers, number => Math.Abs(number * by) < Most && Math.Round(number * by) / by == number && !IsMinusNought(number))) return scale;
        }

        return null;
    }

    private static bool IsMinusNought(double number) => number == 0 && double.IsNegative(number);

    private static byte[] Bytes(double number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
        return bytes;
    }
}
