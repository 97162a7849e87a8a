using System.Text.RegularExpressions;

namespace MapDashboard.Domain.Issues.Import;

/// <summary>
/// What a file of categories would do, and what is wrong with it. Pure: nothing is written here. Categories that the file does not name
/// stay as they are; limits of issues that are there already are frozen on them.
/// </summary>
public static partial class CategoryImport
{
    private const int MostNameLength = 40;

    /// <param name="drafts">In the file's order.</param>
    /// <param name="existing">Every category that is there.</param>
    public static (IReadOnlyList<PlannedCategory> Plan, IReadOnlyList<CategoryFault> Faults) Check(
        IReadOnlyList<CategoryDraft> drafts, IReadOnlyList<Category> existing)
    {
        var known = existing.ToDictionary(category => category.Code, StringComparer.Ordinal);
        var after = new After(drafts, known);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var faults = new List<CategoryFault>();
        foreach (var draft in drafts)
        {
            faults.AddRange(Own(draft));
            if (draft.Code.Length > 0 && !seen.TryAdd(draft.Code, draft.Row)) faults.Add(new(draft.Row, CategoryPart.Code, $"编码 {draft.Code} 与第 {seen[draft.Code]} 行重复"));
            faults.AddRange(draft.ParentCode is null ? Top(draft, after) : Leaf(draft, after));
        }

        return (Place(drafts, known), faults);
    }

    private static IEnumerable<CategoryFault> Own(CategoryDraft draft)
    {
        if (!CodePattern().IsMatch(draft.Code)) yield return new(draft.Row, CategoryPart.Code, draft.Code.Length == 0 ? "没有编码" : "编码只能用字母、数字、点、横线和下划线，最多 64 个");
        if (draft.Name.Length == 0) yield return new(draft.Row, CategoryPart.Name, "没有名称");
        if (draft.Name.Length > MostNameLength) yield return new(draft.Row, CategoryPart.Name, $"名称超过 {MostNameLength} 个字");
        if (draft.NameEn.Length > 2 * MostNameLength) yield return new(draft.Row, CategoryPart.NameEn, $"英文名称超过 {2 * MostNameLength} 个字母");
        if (!CodePattern().IsMatch(draft.Icon)) yield return new(draft.Row, CategoryPart.Icon, "图标只能用字母、数字和横线");
        if (draft.Responsible is { } responsible && !CodePattern().IsMatch(responsible)) yield return new(draft.Row, CategoryPart.Responsible, "应为岗位类型或单位的编码");
    }

    private static IEnumerable<CategoryFault> Top(CategoryDraft draft, After after)
    {
        foreach (var (part, limit) in Limits(draft))
        {
            if (limit is not null) yield return new(draft.Row, part, "大类没有时限；这一行若是小类，请填写上级编码");
        }

        if (draft.Urgent) yield return new(draft.Row, CategoryPart.Urgent, "大类不标紧急，请标在小类上");
        if (draft.Small) yield return new(draft.Row, CategoryPart.Small, "大类不标可当场办结，请标在小类上");
        if (draft.Responsible is not null) yield return new(draft.Row, CategoryPart.Responsible, "大类不填责任岗位或单位，请填在小类上");
        if (draft.Retired && after.InUseBelow(draft.Code) is [var first, ..]) yield return new(draft.Row, CategoryPart.Retired, $"下级 {first} 还在使用，请一并停用");
    }

    private static IEnumerable<CategoryFault> Leaf(CategoryDraft draft, After after)
    {
        if (draft.ParentCode == draft.Code) yield return new(draft.Row, CategoryPart.ParentCode, "上级不能是自己");
        else if (after.Find(draft.ParentCode!) is not { } parent) yield return new(draft.Row, CategoryPart.ParentCode, $"没有编码为 {draft.ParentCode} 的上级");
        else if (parent.ParentCode is not null) yield return new(draft.Row, CategoryPart.ParentCode, $"上级 {draft.ParentCode} 自己有上级；类别只有两级");
        else if (parent.Retired && !draft.Retired) yield return new(draft.Row, CategoryPart.Retired, $"上级 {draft.ParentCode} 已停用");
        if (after.HasBelow(draft.Code)) yield return new(draft.Row, CategoryPart.ParentCode, "这一类有下级，不能放到别的类下");
        foreach (var (part, limit) in Limits(draft))
        {
            if (limit is null) yield return new(draft.Row, part, "小类要有四个时限，例如 4 工作时、2 工作日、6 小时");
        }
    }

    private static (CategoryPart Part, Limit? Limit)[] Limits(CategoryDraft draft) =>
    [
        (CategoryPart.Accept, draft.Accept), (CategoryPart.ReportIn, draft.ReportIn), (CategoryPart.Handle, draft.Handle), (CategoryPart.Verify, draft.Verify),
    ];

    /// <summary>A draft without a place keeps the one that its category has there, or goes behind the others of its parent.</summary>
    private static List<PlannedCategory> Place(IReadOnlyList<CategoryDraft> drafts, Dictionary<string, Category> known)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var category in known.Values) Taken(category.ParentCode, category.Position);
        foreach (var draft in drafts) Taken(draft.ParentCode, draft.Position ?? -1);
        return [.. drafts.Select(draft =>
        {
            var existing = known.GetValueOrDefault(draft.Code);
            var kept = existing?.ParentCode == draft.ParentCode ? existing?.Position : null;
            return new PlannedCategory(draft, existing, draft.Position ?? kept ?? ++last[draft.ParentCode ?? ""]);
        })];

        void Taken(string? parent, int position) => last[parent ?? ""] = Math.Max(position, last.GetValueOrDefault(parent ?? "", -1));
    }

    /// <summary>The tree as it will be: the file's word before the database's.</summary>
    private sealed class After
    {
        private readonly Dictionary<string, (string? ParentCode, bool Retired)> nodes;
        private readonly ILookup<string?, string> below;

        public After(IReadOnlyList<CategoryDraft> drafts, Dictionary<string, Category> known)
        {
            nodes = known.ToDictionary(pair => pair.Key, pair => (pair.Value.ParentCode, pair.Value.Retired), StringComparer.Ordinal);
            foreach (var draft in drafts) nodes[draft.Code] = (draft.ParentCode, draft.Retired);
            below = nodes.ToLookup(node => node.Value.ParentCode, node => node.Key, StringComparer.Ordinal);
        }

        public (string? ParentCode, bool Retired)? Find(string code) => nodes.TryGetValue(code, out var node) ? node : null;

        public bool HasBelow(string code) => below[code].Any(child => child != code);

        public string[] InUseBelow(string code) => [.. below[code].Where(child => !nodes[child].Retired).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodePattern();
}
