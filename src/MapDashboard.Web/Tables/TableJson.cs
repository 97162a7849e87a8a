using System.Text;
using System.Text.Json;
using MapDashboard.Data;
using MapDashboard.Domain;

namespace MapDashboard.Web.Tables;

/// <summary>A pack as JSON, which then goes the way of a table.</summary>
internal static class TableJson
{
    /// <returns>The table made of it, or <see cref="RefusalCodes.TableUnreadable"/>.</returns>
    public static Outcome<Table> Read<T>(byte[] bytes, Func<T, Table> table)
        where T : class
    {
        try
        {
            var text = bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });

            // The serializer takes null for an entry of a list, whatever the list's type says.
            return HasEmptyEntry(document.RootElement) || document.Deserialize<T>(Json.Options) is not { } pack
                ? TableLimits.Unreadable("JSON 中有空的条目")
                : table(pack);
        }
        catch (JsonException fault)
        {
            return TableLimits.Unreadable($"JSON 不合写法：{fault.Path ?? "$"}");
        }
    }

    private static bool HasEmptyEntry(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(entry => entry.ValueKind == JsonValueKind.Null || HasEmptyEntry(entry)),
        JsonValueKind.Object => element.EnumerateObject().Any(member => HasEmptyEntry(member.Value)),
        _ => false,
    };
}
