using MapDashboard.Domain.Areas;
using MapDashboard.Web.People;
using MapDashboard.Web.Tables;

namespace MapDashboard.Web.Areas;

/// <summary>A row: the counts of an area, or a unit to be made.</summary>
/// <param name="Row">As the clerk counts.</param>
/// <param name="Code">Of the area.</param>
/// <param name="Name">Of a unit to be made.</param>
/// <param name="ParentCode">Of a unit to be made: its building.</param>
/// <param name="Details">As they shall be.</param>
public sealed record HouseholdsRow(int Row, string Code, string? Name, string? ParentCode, AreaDetails Details);

/// <summary>Households, group chats, duty phones and units of areas as a table, one row each.</summary>
public static class HouseholdsTable
{
    private const int MostCount = 10_000_000;
    private const int MostNameLength = 50;

    public static TableLayout Layout { get; } = new(
        "户数单元", "households",
        [
            new("code", "区域编码", "Area code", "已有区域的编码；新的单元填新的编码", "9901010010010010101204", true, 26),
            new("name", "名称", "Name", "新的单元必填；已有的区域不改名", "2单元", false, 16),
            new("parentCode", "上级编码", "Parent code", "新的单元填所属楼栋的编码；已有的区域不改上级", "99010100100100101012", false, 24),
            new("households", "户数", "Households", "整数；留空为未知", "24", false, 10),
            new("groupMembers", "群人数", "Group members", "微信群里的人数，整数；留空为未知", "32", false, 10),
            new("dutyPhone", "值班电话", "Duty phone", "公开的电话；留空为没有", "19900001234", false, 16),
        ],
        ["表中没有的区域和列保持不变；空白的单元格就是清空。", "编码未知而上级是楼栋的行，新增一个单元。"]);

    public static IEnumerable<TableRow> Rows(IEnumerable<Area> areas) => areas.Select((area, index) => new TableRow(index + 2, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["code"] = area.Code,
        ["name"] = area.Name,
        ["parentCode"] = area.ParentCode ?? "",
        ["households"] = Text(area.Households),
        ["groupMembers"] = Text(area.GroupMembers),
        ["dutyPhone"] = area.DutyPhone ?? "",
    }));

    /// <summary>The rows and what they lack, given the areas of their codes and of the parents that they name.</summary>
    /// <param name="table">As read.</param>
    /// <param name="areas">By code; only areas in force.</param>
    /// <param name="mayEdit">Whether the caller may edit there.</param>
    public static (IReadOnlyList<HouseholdsRow> Rows, IReadOnlyList<RowError> Errors) Read(Table table, IReadOnlyDictionary<string, Area> areas, Func<Area, bool> mayEdit)
    {
        var errors = new List<RowError>(table.Errors);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<HouseholdsRow>();
        foreach (var row in table.Rows)
        {
            var code = row["code"];
            if (code.Length == 0) Fault(row, "code", "没有区域编码");
            else if (!seen.TryAdd(code, row.Number)) Fault(row, "code", $"与第 {seen[code]} 行重复");
            else if (areas.GetValueOrDefault(code) is { } area) Edit(row, area);
            else Make(row, code);
        }

        return (rows, errors);

        void Edit(TableRow row, Area area)
        {
            if (!mayEdit(area)) Fault(row, "code", $"区域 {area.Code} 不在您的管辖范围内");
            rows.Add(new HouseholdsRow(row.Number, area.Code, null, null, Details(row, area)));
        }

        void Make(TableRow row, string code)
        {
            if (areas.GetValueOrDefault(row["parentCode"]) is not { Level: "building" } building) Fault(row, "code", "没有这个编码的区域；若是新的单元，请填所属楼栋的编码为上级编码");
            else if (!mayEdit(building)) Fault(row, "parentCode", $"楼栋 {building.Code} 不在您的管辖范围内");
            if (row["name"].Length is 0 or > MostNameLength) Fault(row, "name", row["name"].Length == 0 ? "新的单元没有名称" : $"名称超过 {MostNameLength} 个字");
            if (code.Length > Issues.TextLimits.Code) Fault(row, "code", "编码太长");
            rows.Add(new HouseholdsRow(row.Number, code, row["name"], row["parentCode"], Details(row, null)));
        }

        AreaDetails Details(TableRow row, Area? old)
        {
            var phone = table.Has("dutyPhone") ? Blank(row["dutyPhone"]) : old?.DutyPhone;
            if (!PersonInput.IsPhone(phone)) Fault(row, "dutyPhone", $"“{phone}”不是电话号码");
            return new AreaDetails(Count(row, "households", old?.Households), Count(row, "groupMembers", old?.GroupMembers), phone);
        }

        int? Count(TableRow row, string column, int? old)
        {
            if (!table.Has(column)) return old;
            if (Blank(row[column]) is not { } text) return null;
            if (CellText.TryWhole(text, out var count) && count <= MostCount) return count;
            Fault(row, column, "应为从 0 起的整数");
            return null;
        }

        void Fault(TableRow row, string column, string words) => errors.Add(Layout.Error(row.Number, column, words));
    }

    private static string? Blank(string text) => text.Length == 0 ? null : text;

    private static string Text(int? count) => count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
