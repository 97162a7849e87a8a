using MapDashboard.Data.Seed;

namespace MapDashboard.Web.Demo;

/// <summary>The words of the demo's issues (gis-data/demo/issues.json).</summary>
public sealed record DemoTexts(
    IReadOnlyDictionary<string, DemoTexts.OfCategory> Categories,
    IReadOnlyList<string> Comments,
    IReadOnlyList<string> ReturnReasons,
    IReadOnlyList<string> ReworkReasons,
    IReadOnlyList<string> WhistleReasons,
    IReadOnlyList<string> ExtensionReasons,
    IReadOnlyList<string> SuspendReasons,
    IReadOnlyList<string> Places)
{
    public sealed record OfCategory(IReadOnlyList<string> Descriptions, IReadOnlyList<string> Answers);

    public static DemoTexts Read(GisData files) => files.Read<DemoTexts>("demo", "issues.json");
}
