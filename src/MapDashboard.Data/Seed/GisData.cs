using System.Text.Json;

namespace MapDashboard.Data.Seed;

/// <summary>The files of gis-data, read; each file's making is told in gis-data/README.md.</summary>
public sealed class GisData(string folder)
{
    public T Read<T>(params string[] path)
    {
        using var stream = File.OpenRead(Path.Combine([folder, .. path]));
        return JsonSerializer.Deserialize<T>(stream, Json.Options)
            ?? throw new InvalidDataException($"{string.Join('/', path)} holds nothing.");
    }

    public JsonDocument Open(params string[] path) => JsonDocument.Parse(File.ReadAllText(Path.Combine([folder, .. path])));
}
