using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MapDashboard.Web.Packed;

/// <summary>Texts: few words, UUIDs, texts that begin like another field's, texts that end in a number.</summary>
internal static class PackedTexts
{
    /// <summary>Digits at the end that count exactly in a double.</summary>
    private const int MostDigits = 15;
    private const int LeastDigits = 3;

    /// <summary><c>["w", how many words, column of the words, planes of their places]</c></summary>
    public static void WriteWords(Utf8JsonWriter json, string[] texts)
    {
        string[] words = [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var places = Places(words);
        json.WriteStringValue("w");
        json.WriteNumberValue(words.Length);
        json.WriteStartArray();
        WriteNumberedOrPlain(json, words);
        json.WriteEndArray();
        json.WriteStringValue(Planes.Of(Array.ConvertAll(texts, text => places[text])));
    }

    /// <summary>The same of values that are no texts.</summary>
    public static void WriteWords(Utf8JsonWriter json, JsonElement[] values, string[] raw)
    {
        string[] words = [.. raw.Distinct(StringComparer.Ordinal)];
        var places = Places(words);
        json.WriteStringValue("w");
        json.WriteNumberValue(words.Length);
        json.WriteStartArray();
        json.WriteStringValue("s");
        json.WriteStartArray();
        foreach (var word in words) values[Array.IndexOf(raw, word)].WriteTo(json);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStringValue(Planes.Of(Array.ConvertAll(raw, text => places[text])));
    }

    /// <summary><c>["u", planes]</c>: 22 characters of base 64 for each.</summary>
    public static bool TryWriteIds(Utf8JsonWriter json, string[] texts)
    {
        var ids = new byte[texts.Length][];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!Guid.TryParseExact(texts[i], "D", out var id) || id.ToString("D") != texts[i]) return false;
            ids[i] = id.ToByteArray(bigEndian: true);
        }

        json.WriteStringValue("u");
        json.WriteStringValue(BytePlanes(ids));
        return true;
    }

    /// <summary><c>["x", name of the other field, column of the rest]</c>: a building's code begins like its micro-grid's.</summary>
    public static bool TryWriteLonger(Utf8JsonWriter json, PackedTable table, string?[] byRow)
    {
        foreach (var (name, texts) in table.Texts)
        {
            if (!BeginAlike(byRow, texts)) continue;
            json.WriteStringValue("x");
            json.WriteStringValue(name);
            json.WriteStartArray();
            var rest = byRow.Zip(texts, (text, start) => text?[(start?.Length ?? 0)..]).OfType<string>().ToArray();
            if (rest.Distinct(StringComparer.Ordinal).Count() * 3 <= rest.Length) WriteWords(json, rest);
            else WriteNumberedOrPlain(json, rest);
            json.WriteEndArray();
            return true;
        }

        return false;
    }

    /// <summary><c>["p", column of what stands before, digits, numbers]</c>, else <c>["s", texts]</c>.</summary>
    public static void WriteNumberedOrPlain(Utf8JsonWriter json, string[] texts)
    {
        var digits = Math.Min(MostDigits, texts.Min(DigitsAtEnd));
        var heads = Array.ConvertAll(texts, text => text[..^digits]);
        if (digits < LeastDigits || heads.Distinct(StringComparer.Ordinal).Count() * 3 > texts.Length + 2)
        {
            json.WriteStringValue("s");
            json.WriteStartArray();
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
            return;
        }

        json.WriteStringValue("p");
        json.WriteStartArray();
        WriteWords(json, heads);
        json.WriteEndArray();
        json.WriteNumberValue(digits);
        Planes.WriteNumbers(json, Array.ConvertAll(texts, text => long.Parse(text.AsSpan(text.Length - digits), NumberStyles.None, CultureInfo.InvariantCulture)));
    }

    /// <summary>Bytes as base 64, the first character of each, then the second of each; equally many bytes each.</summary>
    public static string BytePlanes(byte[][] each)
    {
        var coded = Array.ConvertAll(each, bytes => Base64Url.EncodeToString(bytes));
        var text = new StringBuilder(coded.Length * coded[0].Length);
        for (var at = 0; at < coded[0].Length; at++)
        {
            foreach (var one in coded) text.Append(one[at]);
        }

        return text.ToString();
    }

    /// <summary>Nearly all rows that have a text here have the start of it there.</summary>
    private static bool BeginAlike(string?[] texts, string?[] starts)
    {
        var without = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i] is not { } text) continue;
            if (starts[i] is not { } start) without++;
            else if (!text.StartsWith(start, StringComparison.Ordinal)) return false;
        }

        return without * 10 <= texts.Length;
    }

    private static Dictionary<string, long> Places(string[] words) =>
        words.Select((word, place) => (word, place)).ToDictionary(pair => pair.word, pair => (long)pair.place, StringComparer.Ordinal);

    private static int DigitsAtEnd(string text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[^(digits + 1)])) digits++;
        return digits;
    }
}
