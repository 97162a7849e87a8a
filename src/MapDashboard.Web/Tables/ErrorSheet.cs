using System.Globalization;

namespace MapDashboard.Web.Tables;

/// <summary>
/// The bad rows of a refused file with the reason beside each: the file's own columns, then 行号 and 错误. Mended there, it can be
/// imported as it is: the two columns are passed over.
/// </summary>
public static class ErrorSheet
{
    private static readonly TableColumn Number = new("#row", "行号", "Row", "在原文件中的行号", Width: 8);
    private static readonly TableColumn Reason = new("#error", "错误", "Error", "为什么没有导入", Width: 60);

    /// <summary>Whether a header is one of the two columns that only error sheets have.</summary>
    public static bool IsOwn(string header) => TableLayout.Plain(header) is var plain
        && new[] { Number, Reason }.Any(column => plain == TableLayout.Plain(column.Header) || plain == TableLayout.Plain(column.HeaderEn));

    public static byte[] Write(TableLayout layout, Table table, IReadOnlyList<RowError> errors, TableFormat format)
    {
        var rows = table.Rows.ToDictionary(row => row.Number);
        var lines = errors.GroupBy(error => error.Row).OrderBy(group => group.Key ?? 0).Select(group => Line(table, group.Key is { } number ? rows.GetValueOrDefault(number) : null, group));
        return TableWriter.Write(layout, [.. table.Columns, Number, Reason], lines, format);
    }

    private static TableRow Line(Table table, TableRow? row, IGrouping<int?, RowError> errors)
    {
        var cells = table.Columns.ToDictionary(column => column.Code, column => row?[column.Code] ?? "", StringComparer.Ordinal);
        cells[Number.Code] = errors.Key?.ToString(CultureInfo.InvariantCulture) ?? "";
        cells[Reason.Code] = string.Join("；", errors.Select(error => error.Column is null ? error.Message : $"{error.Column}：{error.Message}"));
        return new TableRow(errors.Key ?? 0, cells);
    }
}
