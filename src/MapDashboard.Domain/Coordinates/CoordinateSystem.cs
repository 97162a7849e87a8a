namespace MapDashboard.Domain.Coordinates;

/// <summary>The systems in which positions reach us. Everything is stored in WGS 84.</summary>
public enum CoordinateSystem
{
    /// <summary>EPSG:4326; CGCS2000 (EPSG:4490) is taken as equal, within centimetres.</summary>
    Wgs84,

    /// <summary>GCJ-02, the shifted system of 高德, 腾讯 and WeChat.</summary>
    Gcj02,

    /// <summary>BD-09, Baidu's further shift of GCJ-02.</summary>
    Bd09,
}
