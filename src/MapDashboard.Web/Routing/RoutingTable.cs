using MapDashboard.Data;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Routing;

/// <summary>A rule as JSON; the order of the list is the order of trial.</summary>
/// <param name="Category">Code of a category or of its parent; null for every category.</param>
/// <param name="Level">Code of the level that has the issue; null for every level.</param>
/// <param name="To">Code of a role or of an organization.</param>
public sealed record RoutingRuleView(string? Category, string? Level, string To);

/// <summary>Routing rules as a table: a row each, tried from the top. The table is the whole of them.</summary>
public static class RoutingTable
{
    private const string Category = "category";
    private const string Level = "level";
    private const string To = "to";
    private const int MostRules = 2000;

    public static TableLayout Layout { get; } = new(
        "派遣规则", "routing",
        [
            new(Category, "类别编码", "Category", "小类或大类的编码；留空表示所有类别", "municipal.streetlight", Width: 28),
            new(Level, "层级", "Level", "事项现在所在的层级的编码，例如 grid、community；留空表示所有层级", "grid", Width: 14),
            new(To, "派给", "To", "岗位类型或单位的编码", "ORG-GD", Required: true, Width: 24),
        ],
        [
            "从上往下逐条比对，第一条符合的生效；都不符合时用类别自己的“责任岗位或单位”。",
            "吹哨到上一级时，只用写明了那一级的规则。",
            "传上来的表就是全部规则：表里没有的规则会去掉。修改规则不影响已经派遣的事项。",
        ]);

    public static IEnumerable<TableRow> Rows(IEnumerable<RoutingRuleView> rules) => rules.Select((rule, n) => new TableRow(
        n + 2, new Dictionary<string, string>(StringComparer.Ordinal) { [Category] = rule.Category ?? "", [Level] = rule.Level ?? "", [To] = rule.To }));

    public static Table OfJson(IReadOnlyList<RoutingRuleView> rules) => new(Layout.Columns, [.. Rows(rules)], []);

    /// <summary>The rules of a table, and what is wrong with its rows.</summary>
    public static async Task<(IReadOnlyList<RoutingRule> Rules, IReadOnlyList<RowError> Errors)> ReadAsync(MapDbContext db, Table table, CancellationToken cancellationToken)
    {
        var categories = await db.Categories.Select(category => category.Code).ToHashSetAsync(cancellationToken);
        var levels = await db.Levels.Select(level => level.Code).ToHashSetAsync(cancellationToken);
        var takers = await db.Roles.Select(role => role.Code).Concat(db.Organizations.Select(organization => organization.Code)).ToHashSetAsync(cancellationToken);
        var (rules, errors, seen) = (new List<RoutingRule>(), new List<RowError>(table.Errors), new Dictionary<(string, string), int>());
        if (table.Rows.Count > MostRules) errors.Add(Layout.Error(null, null, $"最多 {MostRules} 条规则"));
        foreach (var row in table.Rows)
        {
            if (row[Category].Length > 0 && !categories.Contains(row[Category])) errors.Add(Layout.Error(row.Number, Category, $"没有类别 {row[Category]}"));
            if (row[Level].Length > 0 && !levels.Contains(row[Level])) errors.Add(Layout.Error(row.Number, Level, $"没有层级 {row[Level]}"));
            if (!takers.Contains(row[To])) errors.Add(Layout.Error(row.Number, To, row[To].Length == 0 ? "要填岗位类型或单位的编码" : $"没有岗位类型或单位 {row[To]}"));
            if (!seen.TryAdd((row[Category], row[Level]), row.Number)) errors.Add(Layout.Error(row.Number, null, $"与第 {seen[(row[Category], row[Level])]} 行的条件相同，永远用不到"));
            rules.Add(new RoutingRule { Position = rules.Count, Category = NullIfEmpty(row[Category]), Level = NullIfEmpty(row[Level]), To = row[To] });
        }

        return (rules, errors);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
