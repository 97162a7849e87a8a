using System.Globalization;
using System.Text.RegularExpressions;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Issues.Import;
using MapDashboard.Web.Tables;

namespace MapDashboard.Web.Issues;

/// <summary>Categories as a table: one row each, top-level ones without limits, leaves with four.</summary>
public static partial class CategoryTable
{
    /// <summary>In any unit: nobody waits for three years, and a calendar is not searched for ever.</summary>
    private const int MostLimit = 1000;

    private const int MostRadius = 5000;
    private const string LimitWords = "数字加单位：工作时、工作日或小时；小类必填，大类留空";
    private static readonly (LimitUnit Unit, string[] Words)[] Units =
    [
        (LimitUnit.WorkingHours, ["工作时", "工作小时", "workinghours", "workinghour"]),
        (LimitUnit.WorkingDays, ["工作日", "workingdays", "workingday"]),
        (LimitUnit.Hours, ["小时", "时", "hours", "hour", "h"]),
    ];

    public static TableLayout Layout { get; } = new(
        "类别", "categories",
        [
            Column(CategoryPart.Code, "编码", "Code", "不变的编码，字母、数字、点、横线；已有的编码更新，新的编码新增", "environment.litter", 28, required: true),
            Column(CategoryPart.ParentCode, "上级编码", "Parent code", "小类填所属大类的编码，大类留空", "environment", 18),
            Column(CategoryPart.Name, "名称", "Name", "最多 40 个字", "暴露垃圾", 18),
            Column(CategoryPart.NameEn, "英文名称", "English name", "留空时与名称相同", "Exposed litter", 26),
            Column(CategoryPart.Icon, "图标", "Icon", "图标的名字，例如 trash、broom、fire、bolt、water、road、car、lamp、tree；留空或写错显示为三个点", "trash", 12),
            Column(CategoryPart.Urgent, "紧急", "Urgent", "是或否；是：新事项一开始就是紧急", "否", 8),
            Column(CategoryPart.Small, "可当场办结", "Small", "是或否", "是", 12),
            Column(CategoryPart.Accept, "受理时限", "Accept", LimitWords, "1 工作时", 12),
            Column(CategoryPart.ReportIn, "报到时限", "Report in", LimitWords, "2 工作时", 12),
            Column(CategoryPart.Handle, "处置时限", "Handle", LimitWords, "2 工作日", 12),
            Column(CategoryPart.Verify, "核查时限", "Verify", LimitWords, "6 小时", 12),
            Column(CategoryPart.Responsible, "责任岗位或单位", "Responsible", "派遣时建议的岗位类型或单位的编码，可留空", "communityGridLeader", 22),
            Column(CategoryPart.Retired, "停用", "Retired", "是或否；停用后不再接收新事项，已有事项保留", "否", 8),
            Column(CategoryPart.DuplicateRadius, "重复范围", "Duplicate radius", "米，0 到 5000；这个范围内同类的未办结事项会提示为可能重复", "50", 10),
            Column(CategoryPart.Position, "顺序", "Order", "同一上级内的次序，从 0 起；留空排在最后", "0", 8),
        ],
        [
            "表中没有的类别保持不变；要停用一个类别，把“停用”填为“是”。",
            "表中没有的列保持不变；空白的单元格就是清空。",
            "修改时限只影响以后的事项，已有事项的时限不变。",
        ]);

    /// <summary>The categories that are there, as rows: parents before their leaves.</summary>
    public static IEnumerable<TableRow> Rows(IReadOnlyList<Category> categories)
    {
        var below = categories.OrderBy(category => category.Position).ThenBy(category => category.Code, StringComparer.Ordinal).ToLookup(category => category.ParentCode, StringComparer.Ordinal);
        return below[null].SelectMany(top => below[top.Code].Prepend(top)).Select((category, n) => Row(n + 2, new CategoryFile(
            category.Code, category.Name, category.NameEn, category.Icon, category.Urgent, category.Small, category.Limits, category.Responsible, category.Retired, null,
            category.DuplicateRadius), category.ParentCode, category.Position));
    }

    /// <summary>The same from the JSON of gis-data, so that both take one way.</summary>
    public static Table OfJson(IReadOnlyList<CategoryFile> files) => new(
        Layout.Columns, [.. CategoryFile.Flatten(files).Select((entry, n) => Row(n + 1, entry.File, entry.ParentCode, entry.Position))], []);

    /// <summary>The drafts of a table, and what its cells lack. What a file does not speak of is taken from the category that is there.</summary>
    public static (IReadOnlyList<CategoryDraft> Drafts, IReadOnlyList<RowError> Errors) Read(Table table, IReadOnlyList<Category> existing)
    {
        var known = existing.ToDictionary(category => category.Code, StringComparer.Ordinal);
        var errors = new List<RowError>(table.Errors);
        return ([.. table.Rows.Select(row => Draft(table, row, known.GetValueOrDefault(row[Code(CategoryPart.Code)]), errors))], errors);
    }

    public static RowError Error(CategoryFault fault) => Layout.Error(fault.Row, Code(fault.Part), fault.Message);

    private static CategoryDraft Draft(Table table, TableRow row, Category? old, List<RowError> errors)
    {
        var name = Text(CategoryPart.Name, old?.Name) ?? "";
        return new CategoryDraft(
            row.Number, row[Code(CategoryPart.Code)], Text(CategoryPart.ParentCode, old?.ParentCode), name,
            Text(CategoryPart.NameEn, old?.NameEn) ?? name, Text(CategoryPart.Icon, old?.Icon) ?? Category.NoIcon,
            Flag(CategoryPart.Urgent, old?.Urgent), Flag(CategoryPart.Small, old?.Small),
            Limit(CategoryPart.Accept, old?.Limits?.Accept), Limit(CategoryPart.ReportIn, old?.Limits?.ReportIn),
            Limit(CategoryPart.Handle, old?.Limits?.Handle), Limit(CategoryPart.Verify, old?.Limits?.Verify),
            Text(CategoryPart.Responsible, old?.Responsible), Flag(CategoryPart.Retired, old?.Retired), Position(), Radius());

        string? Text(CategoryPart part, string? before) => !table.Has(Code(part)) ? before : row[Code(part)] is { Length: > 0 } text ? text : null;

        bool Flag(CategoryPart part, bool? before)
        {
            if (!table.Has(Code(part))) return before ?? false;
            if (!CellText.TryFlag(row[Code(part)], out var flag)) errors.Add(Layout.Error(row.Number, Code(part), "应为是或否"));
            return flag;
        }

        Limit? Limit(CategoryPart part, Limit? before)
        {
            if (Text(part, before is null ? null : Words(before)) is not { } text) return null;
            if (ParseLimit(text) is { } limit) return limit;
            errors.Add(Layout.Error(row.Number, Code(part), $"“{text}”不是时限，应为例如 4 工作时、2 工作日、6 小时"));

            // Stands in, so that the row is not told to lack what it has.
            return new Limit(1, LimitUnit.Hours);
        }

        double Radius()
        {
            var before = old?.DuplicateRadius ?? Category.DefaultDuplicateRadius;
            if (Text(CategoryPart.DuplicateRadius, null) is not { } text) return before;
            if (CellText.TryWhole(text, out var meters) && meters <= MostRadius) return meters;
            errors.Add(Layout.Error(row.Number, Code(CategoryPart.DuplicateRadius), $"应为 0 到 {MostRadius} 的整数（米）"));
            return before;
        }

        int? Position()
        {
            if (Text(CategoryPart.Position, null) is not { } text) return null;
            if (CellText.TryWhole(text, out var place)) return place;
            errors.Add(Layout.Error(row.Number, Code(CategoryPart.Position), "应为从 0 起的整数"));
            return null;
        }
    }

    private static TableRow Row(int number, CategoryFile file, string? parentCode, int position) => new(number, new Dictionary<CategoryPart, string?>
    {
        [CategoryPart.Code] = file.Code,
        [CategoryPart.ParentCode] = parentCode,
        [CategoryPart.Name] = file.Name,
        [CategoryPart.NameEn] = file.NameEn,
        [CategoryPart.Icon] = file.Icon,
        [CategoryPart.Urgent] = parentCode is null && file.Urgent is not true ? null : CellText.Flag(file.Urgent ?? false),
        [CategoryPart.Small] = parentCode is null && file.Small is not true ? null : CellText.Flag(file.Small ?? false),
        [CategoryPart.Accept] = Words(file.Limits?.Accept),
        [CategoryPart.ReportIn] = Words(file.Limits?.ReportIn),
        [CategoryPart.Handle] = Words(file.Limits?.Handle),
        [CategoryPart.Verify] = Words(file.Limits?.Verify),
        [CategoryPart.Responsible] = file.Responsible,
        [CategoryPart.Retired] = CellText.Flag(file.Retired ?? false),
        [CategoryPart.DuplicateRadius] = (file.DuplicateRadius ?? Category.DefaultDuplicateRadius).ToString("0.##", CultureInfo.InvariantCulture),
        [CategoryPart.Position] = position.ToString(CultureInfo.InvariantCulture),
    }.ToDictionary(pair => Code(pair.Key), pair => pair.Value?.Trim() ?? "", StringComparer.Ordinal));

    private static string? Words(Limit? limit) =>
        limit is null ? null : limit.Value.ToString("0.##", CultureInfo.InvariantCulture) + " " + Units.First(unit => unit.Unit == limit.Unit).Words[0];

    private static Limit? ParseLimit(string text)
    {
        var match = LimitPattern().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["value"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value is <= 0 or > MostLimit) return null;
        var word = match.Groups["unit"].Value.Replace(" ", "", StringComparison.Ordinal);
        var unit = Units.FirstOrDefault(each => each.Words.Contains(word, StringComparer.OrdinalIgnoreCase));
        return unit.Words is null ? null : new Limit(value, unit.Unit);
    }

    private static string Code(CategoryPart part) => Names[part];

    private static readonly Dictionary<CategoryPart, string> Names = Enum.GetValues<CategoryPart>().ToDictionary(part => part, Words<CategoryPart>.Of);

    private static TableColumn Column(CategoryPart part, string header, string headerEn, string explanation, string example, int width, bool required = false) =>
        new(Words<CategoryPart>.Of(part), header, headerEn, explanation, example, required, width);

    [GeneratedRegex(@"^(?<value>\d+(\.\d+)?)\s*(?<unit>\D+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LimitPattern();
}
