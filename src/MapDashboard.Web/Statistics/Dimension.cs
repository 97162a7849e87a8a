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

    /// <summary>The issue's own area, or with a level that one's area above it.</summary>
    Area,

    /// <summary>The issue's status now.</summary>
    Status,

    /// <summary>Staffing by level of areas; no issues.</summary>
    Level,
}

/// <summary>How a dimension stands in SQL.</summary>
/// <param name="Counted">Its word in measure_counts.</param>
/// <param name="OfCase">Key of a row <c>m</c> of measure_cases; $6 is the zone.</param>
/// <param name="OfIssue">Key of an issue <c>i</c> that is open now.</param>
/// <param name="Joins">From a row's key <c>r.key</c> to what is shown; $7 is a level or null.</param>
/// <param name="Key">What is shown.</param>
/// <param name="Name">Its name.</param>
internal sealed record DimensionSql(string Counted, string OfCase, string OfIssue, string Joins, string Key, string Name)
{
    /// <summary>Everything in one row.</summary>
    public static DimensionSql All { get; } = new("all", "''", "''", "", "''", "''");

    /// <summary>How long it took, in buckets.</summary>
    public static DimensionSql Minutes { get; } = new("minutes", Data.Statistics.MeasureUpkeep.Bucket, "", "", "r.key", "r.key");

    public static DimensionSql Of(Dimension dimension) => Table[dimension];

    /// <summary>Whether what is open now has a key of this dimension; of times it has none.</summary>
    public bool HasOpen => OfIssue.Length > 0;

    // A level that the issue's area does not lie under gives the row without a key.
    private static readonly Dictionary<Dimension, DimensionSql> Table = new()
    {
        [Dimension.Category] = new(
            "category", "m.category", "i.category",
            "left join categories c on c.code = r.key left join categories p on p.code = c.parent_code",
            "coalesce(p.code, c.code, r.key)", "coalesce(p.name, c.name, r.key)"),
        [Dimension.Area] = new(
            "area", "m.area_code", "coalesce(i.area_code, '')",
            """
            left join areas a on a.code = r.key
            left join lateral (select b.code, b.name from areas b where b.code = any(a.path) and b.level = $7 limit 1) g on $7::text is not null
            """,
            "case when $7::text is null then r.key else coalesce(g.code, '') end", "coalesce(case when $7::text is null then a.name else g.name end, '')"),
        [Dimension.Status] = new("status", "m.status", "i.status", "", "r.key", "r.key"),
        [Dimension.Day] = new("all", "(m.at at time zone $6)::date::text", "", "", "r.key", "r.key"),
        [Dimension.Hour] = new("hour", "extract(hour from m.at at time zone $6)::text", "", "", "r.key", "r.key"),
    };
}
