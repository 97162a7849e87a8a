using MapDashboard.Domain.Issues;
using MapDashboard.Web.Demo;

namespace MapDashboard.TestSupport;

/// <summary>Small real images.</summary>
public static class Pictures
{
    private static int variant;

    /// <summary>Each call another picture.</summary>
    public static byte[] Png() => DemoPicture.Draw("fire", PhotoKind.Before, Interlocked.Increment(ref variant) + 1000);
}
