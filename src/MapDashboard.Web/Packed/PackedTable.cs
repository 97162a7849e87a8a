using System.Text.Json;

namespace MapDashboard.Web.Packed;

/// <summary>
/// A list of JSON objects by columns: <c>{"rows", "fields": [[name, present, column], …]}</c>. Nothing here knows what the objects mean: a
/// field that is added to them is packed without a word, and what is unpacked (http/packed.js) equals what was packed.
/// </summary>
public sealed class PackedTable
{
    private readonly JsonElement[] rows;
    private readonly Dictionary<string, string?[]> textsOf = new(StringComparer.Ordinal);

    private PackedTable(JsonElement[] rows) => this.rows = rows;

    /// <summary>The times of the columns before, by row; what has none is <see cref="PackedTimes.None"/>.</summary>
    internal List<long[]> Times { get; } = [];

    /// <summary>Names of the columns before whose values are texts, with their place among the fields, and the text of each row.</summary>
    internal IEnumerable<(string Name, string?[] Texts)> Texts => textsOf.Select(pair => (pair.Key, pair.Value));

    /// <param name="json">Where to.</param>
    /// <param name="rows">Objects all of them; none holds a null (<see cref="Data.Json.Options"/> writes none).</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<JsonElement> rows) => new PackedTable([.. rows]).Write(json);

    internal void Keep(string name, string?[] texts) => textsOf[name] = texts;

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("rows", rows.Length);
        json.WriteStartArray("fields");
        foreach (var (name, values) in Columns())
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            WritePresence(json, values);
            new PackedColumn(this, name, values).Write(json);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Values by field, in the order in which fields are first met; absent ones are undefined.</summary>
    private Dictionary<string, JsonElement[]> Columns()
    {
        var columns = new Dictionary<string, JsonElement[]>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var property in rows[i].EnumerateObject())
            {
                if (!columns.TryGetValue(property.Name, out var column)) columns[property.Name] = column = new JsonElement[rows.Length];
                column[i] = property.Value;
            }
        }

        return columns;
    }

    /// <summary>1 where every row has it, else planes of noughts and ones.</summary>
    private static void WritePresence(Utf8JsonWriter json, JsonElement[] values)
    {
        if (Array.TrueForAll(values, IsPresent)) json.WriteNumberValue(1);
        else json.WriteStringValue(Planes.Of(Array.ConvertAll(values, value => IsPresent(value) ? 1L : 0L)));
    }

    internal static bool IsPresent(JsonElement value) => value.ValueKind != JsonValueKind.Undefined;
}
