using System.Text.Json;
using System.Text.Json.Serialization;
using MapDashboard.Domain;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Cli.Replay;

/// <summary>How the columns of someone's file are to be read.</summary>
/// <param name="Name">Of the mapping; with a row's key it makes the issue's id, so it must stay.</param>
/// <param name="Id">The column with the row's key.</param>
/// <param name="Time">The column with the time of the report.</param>
/// <param name="TimeFormats">.NET formats, such as <c>MM/dd/yyyy hh:mm:ss tt</c>; of every time in the file.</param>
/// <param name="Zone">IANA name; times in the file are local there.</param>
/// <param name="Longitude">Column.</param>
/// <param name="Latitude">Column.</param>
/// <param name="Crs">Of the two; wgs84 when left out.</param>
/// <param name="Category">From a column's words to our category codes.</param>
/// <param name="Status">From a column's words to our statuses; every issue stays reported when left out.</param>
/// <param name="ClosedTime">Column; when a resolved, verified or closed issue came to that.</param>
/// <param name="StatusTime">Column; when another issue came to its status. The time of the report when left out or empty.</param>
/// <param name="Description">Columns whose texts make the description.</param>
/// <param name="Address">Column.</param>
public sealed record ReplayMapping(
    string Name,
    string Id,
    string Time,
    string[] TimeFormats,
    string Zone,
    string Longitude,
    string Latitude,
    string? Crs,
    WordMap Category,
    WordMap? Status,
    string? ClosedTime,
    string? StatusTime,
    string[]? Description,
    string? Address)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    [JsonIgnore]
    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>Every column that the file must have.</summary>
    [JsonIgnore]
    public IEnumerable<string> Columns =>
        new[] { Id, Time, Longitude, Latitude, Category.Column, Status?.Column, ClosedTime, StatusTime, Address }.Concat(Description ?? []).OfType<string>();

    /// <exception cref="VerbRefusedException">The message says what is wrong with it.</exception>
    public static ReplayMapping Read(string path)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<ReplayMapping>(File.ReadAllText(path), Options) ?? throw new JsonException("It is null.");
            mapping.Check();
            return mapping;
        }
        catch (JsonException wrong)
        {
            throw new VerbRefusedException($"The mapping {path} is not understood: {wrong.Message}", wrong);
        }
    }

    private void Check()
    {
        // Left out, a text that is not nullable is null all the same: said here by its name.
        foreach (var (value, name) in new (object?, string)[]
        {
            (Name, "name"), (Id, "id"), (Time, "time"), (TimeFormats, "timeFormats"), (Zone, "zone"), (Longitude, "longitude"), (Latitude, "latitude"), (Category, "category"),
        })
        {
            if (value is null or "") throw new JsonException($"{name} is missing.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) throw new JsonException($"zone {Zone} is no IANA time zone.");
        if (Crs is not null && !Words<CoordinateSystem>.TryParse(Crs, out _)) throw new JsonException("crs is one of: " + string.Join(", ", Words<CoordinateSystem>.All) + ".");
        foreach (var word in (Status?.Map.Values ?? []).Append(Status?.Default).OfType<string>())
        {
            if (!Words<IssueStatus>.TryParse(word, out var status) || !Issue.Recordable.Contains(status))
            {
                throw new JsonException("status leads to one of: " + string.Join(", ", Issue.Recordable.Select(Words<IssueStatus>.Of)) + $"; not {word}.");
            }
        }
    }
}

/// <summary>From the words of a column to ours.</summary>
/// <param name="Column">Where the word stands.</param>
/// <param name="Map">Word → ours; upper and lower case are told apart.</param>
/// <param name="Default">For a word that the map does not hold; null rejects the row.</param>
public sealed record WordMap(string Column, IReadOnlyDictionary<string, string> Map, string? Default)
{
    public string? Of(string? word) => word is not null && Map.TryGetValue(word, out var ours) ? ours : Default;
}
