using NetTopologySuite.Operation.Valid;

namespace MapDashboard.Domain.Areas.Import;

/// <summary>What a clerk reads of a finding. One file, so that another language is another file.</summary>
internal static class ImportTexts
{
    public static string CodeMissing(string property) => $"没有编码：属性“{property}”不存在或为空";

    public static string CodeTaken(string code, string level) => $"编码 {code} 已被层级“{level}”的区域使用";

    public static string GeometryMissing() => "没有图形";

    public static string NotPolygon(string type) => $"图形是 {type}，区域需要面（Polygon 或 MultiPolygon）";

    /// <summary>What is wrong with a polygon, after the rules of OGC Simple Features.</summary>
    public static string Fault(TopologyValidationErrors fault) => fault switch
    {
        TopologyValidationErrors.SelfIntersection => "边界与自身相交",
        TopologyValidationErrors.RingSelfIntersection => "一个环与自身相交或相接",
        TopologyValidationErrors.HoleOutsideShell => "洞在外边界之外",
        TopologyValidationErrors.NestedHoles => "洞里还有洞",
        TopologyValidationErrors.DisconnectedInteriors => "洞把内部切成了互不相连的几块",
        TopologyValidationErrors.NestedShells => "一个部分在另一个部分之内",
        TopologyValidationErrors.DuplicateRings => "有重复的环",
        TopologyValidationErrors.TooFewPoints => "环的点太少",
        TopologyValidationErrors.InvalidCoordinate => "坐标不是有效的数",
        TopologyValidationErrors.RingNotClosed => "环没有闭合",
        _ => "不符合多边形的规则",
    };

    public static string Invalid(string fault) => $"图形无效：{fault}";

    public static string OutOfRange() => "坐标超出经纬度范围；文件可能用了投影坐标";

    public static string ParentMissing(string rule) => $"找不到上级区域（{rule}）";

    public static string Repaired(string fault) => $"已修复：{fault}";

    public static string NameMissing(string property) => $"没有名称：属性“{property}”不存在或为空，暂以编码代替";

    public static string Overlap(string other, double squareMeters) => $"与 {other} 重叠约 {Round(squareMeters)} 平方米";

    public static string Gap(string parent, double squareMeters) => $"{parent} 内有约 {Round(squareMeters)} 平方米不属于任何下级区域";

    public static string Sliver(double squareMeters) => $"含有细碎部分，约 {squareMeters.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)} 平方米";

    public static string OutsideParent(string parent, double squareMeters) => $"约 {Round(squareMeters)} 平方米在上级 {parent} 之外";

    public static string NotCompared(string other) => $"无法与 {other} 比较";

    private static string Round(double squareMeters) => squareMeters.ToString("#,0.#", System.Globalization.CultureInfo.InvariantCulture);
}
