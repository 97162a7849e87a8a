using System.Text.Json;
using System.Text.Json.Serialization;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Changes;

namespace MapDashboard.Data.ChangeLog;

/// <summary>A Change as one audience gets it.</summary>
public sealed record ChangeMessage(long Seq, DateTime At, string Kind, string? AreaCode, RawJson Data)
{
    /// <summary>What the viewer is told of the row: the Change, the issue's removal from its view, or null for nothing.</summary>
    public static ChangeMessage? For(Viewer viewer, ChangeRow row)
    {
        if (viewer.Sees(row.Audiences))
        {
            return new ChangeMessage(row.Seq, row.At, row.Kind, row.AreaCode, new RawJson(DataFor(viewer, row)));
        }

        if (row.AudiencesBefore is null || !viewer.Sees(row.AudiencesBefore)) return null;
        var removal = new ChangeData { Id = row.IssueId, Version = row.IssueVersion };
        return new ChangeMessage(row.Seq, row.At, ChangeKind.IssueRemoved, null, new RawJson(JsonSerializer.Serialize(removal, Json.Options)));
    }

    private static string DataFor(Viewer viewer, ChangeRow row)
    {
        var isMode = row.Kind == ChangeKind.ModeSwitched;
        if (!viewer.IsPublic && !isMode) return row.Data;
        var data = JsonSerializer.Deserialize<ChangeData>(row.Data, Json.Options)!;
        if (isMode) data = data with { Own = row.Audiences.Intersect(viewer.ModeAudiences, StringComparer.Ordinal).Any() };

        // Who did it and what they noted is the staff's; the issue itself goes through its one public view.
        if (viewer.IsPublic) data = data with { By = null, Note = null, ReporterSeal = null, Whistle = null, Rule = null, Issue = data.Issue?.ForPublic(row.ClearedNow ?? false) };
        return JsonSerializer.Serialize(data, Json.Options);
    }
}

/// <summary>JSON that is already written.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct RawJson(string Text)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new RawJson(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
    }
}
