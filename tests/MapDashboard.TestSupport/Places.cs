namespace MapDashboard.TestSupport;

/// <summary>Places of the demo community, WGS 84.</summary>
public static class Places
{
    public const string Community = "990101001001";
    public const string Grid1 = "990101001001001";
    public const string Grid2 = "990101001001002";
    public const string Microgrid1 = "99010100100100101";

    /// <summary>In the first grid.</summary>
    public const string Building1 = "99010100100100101001";

    /// <summary>In the second grid.</summary>
    public const string Building2 = "99010100100100202001";

    /// <summary>In the first micro-grid of the first grid, in no building.</summary>
    public const double Grid1Lon = 107.346094;
    public const double Grid1Lat = 28.15389;

    /// <summary>In the second grid.</summary>
    public const double Grid2Lon = 107.349067;
    public const double Grid2Lat = 28.153033;

    /// <summary>Outside every area.</summary>
    public const double OutsideLon = 107.5;
    public const double OutsideLat = 28.3;
}
