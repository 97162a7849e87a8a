namespace MapDashboard.Web.Statistics;

/// <summary>By what the rows are counted.</summary>
public enum Dimension
{
    /// <summary>Top-level categories.</summary>
    Category,

    /// <summary>Local days.</summary>
    Day,

    /// <summary>Hours of the local day, 0 to 23.</summary>
    Hour,

    /// <summary>The issue's own area, or with a level the area of that level in which it was.</summary>
    Area,

    /// <summary>The issue's status now.</summary>
    Status,

    /// <summary>Staffing by level of areas; no issues.</summary>
    Level,
}

/// <summary>Of which areas a dimension is counted ahead.</summary>
public enum Counted
{
    Nowhere,

    /// <summary>Of the whole map and of areas of the large levels.</summary>
    InLarge,

    Everywhere,
}

/// <summary>How a dimension stands in SQL.</summary>
/// <param name="Counted">Of which areas it is counted ahead.</param>
/// <param name="Word">Its word in measure_counts; null where its rows are the counts of other areas.</param>
/// <param name="OfCase">Key of a row <c>m</c> of measure_cases; $6 is the zone, $7 a level.</param>
/// <param name="OfIssue">Key of an issue <c>i</c> that is open now; "" where that has none.</param>
/// <param name="Joins">From a row's key <c>r.key</c> to what is shown.</param>
/// <param name="Key">What is shown.</param>
/// <param name="Name">Its name.</param>
internal sealed record DimensionSql(Counted Counted, string? Word, string OfCase, string OfIssue, string Joins, string Key, string Name)
{
    /// <summary>Everything in one row.</summary>
    public static DimensionSql All { get; } = new(Counted.Everywhere, "all", "''", "''", "", "''", "''");

    /// <summary>How long it took, in buckets.</summary>
    public static DimensionSql Minutes { get; } = new(Counted.InLarge, "minutes", Data.Statistics.MeasureUpkeep.Bucket, "", "", "r.key", "r.key");

    /// <summary>Areas of one level: each is the whole of its own counts.</summary>
    public static DimensionSql AreaOfLevel { get; } = new(
        Counted.Everywhere, null, PlaceOf("m"), PlaceOf("i"),
        "left join areas a on a.code = r.key left join lateral (select b.code, b.name from areas b where b.code = any(a.path) and b.level = $7 limit 1) g on true",
        "coalesce(g.code, '')", "coalesce(g.name, '')");

    public static DimensionSql Of(Dimension dimension, string? level) => dimension == Dimension.Area && level is not null ? AreaOfLevel : Table[dimension];

    /// <summary>Whether what is open now has a key of this dimension; of times it has none.</summary>
    public bool HasOpen => OfIssue.Length > 0;

    private static readonly Dictionary<Dimension, DimensionSql> Table = new()
    {
        [Dimension.Category] = new(
            Counted.InLarge, "category", "m.category", "i.category",
            "left join categories c on c.code = r.key left join categories p on p.code = c.parent_code",
            "coalesce(p.code, c.code, r.key)", "coalesce(p.name, c.name, r.key)"),
        [Dimension.Area] = new(Counted.Nowhere, "", "m.area_code", "coalesce(i.area_code, '')", "left join areas a on a.code = r.key", "r.key", "coalesce(a.name, '')"),
        [Dimension.Status] = new(Counted.InLarge, "status", "m.status", "i.status", "", "r.key", "r.key"),
        [Dimension.Day] = new(Counted.Everywhere, "all", "(m.at at time zone $6)::date::text", "", "", "r.key", "r.key"),
        [Dimension.Hour] = new(Counted.InLarge, "hour", "extract(hour from m.at at time zone $6)::text", "", "", "r.key", "r.key"),
    };

    // Where it was when it was decided: an area that has moved since lies elsewhere now, and the audiences still say where it lay; "" in no such area.
    private static string PlaceOf(string row) =>
        $"""
        case when {row}.area_code in (select code from areas where has_moved)
          then coalesce((select b.code from areas b where b.level = $7 and b.code = any(array(select substring(n from 7) from unnest({row}.audiences) n where n like 'staff:%')) limit 1), '')
          else coalesce({row}.area_code, '') end
        """;
}
