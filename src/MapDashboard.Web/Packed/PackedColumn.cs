using System.Text.Json;

namespace MapDashboard.Web.Packed;

/// <summary>
/// The values of one field, in the first of these forms that holds them exactly: <c>a</c> lists, <c>o</c> objects, <c>c</c> one value for all,
/// <c>t</c> times, <c>u</c> UUIDs, <c>w</c> few different words, <c>x</c> texts that begin like another field's, <c>p</c> texts that end in a
/// number, <c>n</c> decimals, <c>d</c> doubles by their bits, <c>s</c> as they are.
/// </summary>
/// <param name="table">Whose column it is.</param>
/// <param name="name">Of the field.</param>
/// <param name="all">By row; absent values are undefined.</param>
internal sealed class PackedColumn(PackedTable table, string name, JsonElement[] all)
{
    private readonly JsonElement[] values = Array.FindAll(all, PackedTable.IsPresent);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        if (AllAre(JsonValueKind.Array)) WriteLists(json);
        else if (AllAre(JsonValueKind.Object)) WriteObjects(json);
        else if (Array.Exists(values, value => value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)) WriteAsTheyAre(json);
        else WriteScalars(json);
        json.WriteEndArray();
    }

    private bool AllAre(JsonValueKind kind) => Array.TrueForAll(values, value => value.ValueKind == kind);

    private void WriteLists(Utf8JsonWriter json)
    {
        JsonElement[] items = [.. values.SelectMany(value => value.EnumerateArray())];
        json.WriteStringValue("a");
        Planes.WriteNumbers(json, Array.ConvertAll(values, value => (long)value.GetArrayLength()));
        if (items.Length == 0) json.WriteNullValue();
        else if (Array.TrueForAll(items, item => item.ValueKind == JsonValueKind.Object)) PackedTable.Write(json, items);
        else new PackedColumn(table, "", items).WriteItems(json);
    }

    /// <summary>Items of lists that are no objects.</summary>
    private void WriteItems(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        WriteAsTheyAre(json);
        json.WriteEndArray();
    }

    private void WriteObjects(Utf8JsonWriter json)
    {
        json.WriteStringValue("o");
        PackedTable.Write(json, values);
    }

    private void WriteScalars(Utf8JsonWriter json)
    {
        var raw = Array.ConvertAll(values, value => value.GetRawText());
        var distinct = raw.Distinct(StringComparer.Ordinal).Count();
        if (distinct == 1)
        {
            if (AllAre(JsonValueKind.String)) table.Keep(name, TextsByRow());
            json.WriteStringValue("c");
            values[0].WriteTo(json);
        }
        else if (AllAre(JsonValueKind.String)) WriteTexts(json, distinct);
        else if (AllAre(JsonValueKind.Number) && PackedNumbers.TryWrite(json, values, distinct)) { }
        else if (distinct * 3 <= values.Length) PackedTexts.WriteWords(json, values, raw);
        else WriteAsTheyAre(json);
    }

    private void WriteTexts(Utf8JsonWriter json, int distinct)
    {
        var byRow = TextsByRow();
        var texts = Array.FindAll(byRow, text => text is not null)!;
        if (!PackedTimes.TryWrite(json, table, byRow) && !PackedTexts.TryWriteIds(json, texts!))
        {
            if (distinct * 3 <= texts.Length) PackedTexts.WriteWords(json, texts!);
            else if (!PackedTexts.TryWriteLonger(json, table, byRow)) PackedTexts.WriteNumberedOrPlain(json, texts!);
        }

        table.Keep(name, byRow);
    }

    private string?[] TextsByRow() => Array.ConvertAll(all, value => PackedTable.IsPresent(value) ? value.GetString() : null);

    private void WriteAsTheyAre(Utf8JsonWriter json)
    {
        json.WriteStringValue("s");
        json.WriteStartArray();
        foreach (var value in values) value.WriteTo(json);
        json.WriteEndArray();
    }
}
