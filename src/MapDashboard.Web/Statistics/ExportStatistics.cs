using System.Globalization;
using MapDashboard.Domain;
using MapDashboard.Domain.Measures;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Tables;

namespace MapDashboard.Web.Statistics;

/// <summary>GET /api/statistics/export: what GET /api/statistics answers, as a table for a report. The first row is the whole.</summary>
public static class ExportStatistics
{
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["reported"] = "上报", ["closed"] = "办结", ["open"] = "在办", ["overdue"] = "超时", ["responseRate"] = "响应率", ["solvedRate"] = "解决率",
        ["satisfiedRate"] = "满意率", ["onTimeRate"] = "按时办结率", ["reworkRate"] = "返工率", ["returnRate"] = "退回率", ["reopenRate"] = "重开率",
        ["medianAcceptMinutes"] = "受理用时中位数（分钟）", ["medianCloseMinutes"] = "办结用时中位数（分钟）",
    };

    /// <summary>Columns: what the row is, then each measure; a rate is followed by what it divides.</summary>
    public static TableLayout Layout { get; } = new(
        "统计", "statistics",
        [
            new("key", "编码", "Key", "行的编码：类别、日期、小时、区域或状态；第一行为合计", Width: 20),
            new("name", "名称", "Name", "行的名称", Width: 22),
            .. Measure.All.SelectMany(ColumnsOf),
        ],
        ["上报、办结、各种率和用时按所选时间统计；在办、超时为导出时的数。", "率为 0 到 1；分母为零时留空。"]);

    public static async Task<IResult> HandleAsync(
        [AsParameters] StatisticsFilter filter, HttpContext context, MeasureReader measures, CancellationToken cancellationToken, string? format = null)
    {
        var asked = await StatisticsQuestion.ReadAsync(context, filter, cancellationToken);
        if (asked.Refusal is { } refusal) return refusal.ToResult();
        if (asked.Value.By == Dimension.Level) return Problems.Refuse(RefusalCodes.RequestUnknownValue, "Rows by level are not exported.");
        var (total, rows) = await measures.ReadAsync(
            async connection => (await measures.Query(connection, asked.Value).TotalAsync(cancellationToken), await measures.RowsAsync(connection, asked.Value, withMedians: true, cancellationToken)),
            cancellationToken);
        return TableUpload.Template(Layout, format, () => [Row(2, total with { Name = "合计" }), .. rows.Select((row, index) => Row(index + 3, row))]);
    }

    private static IEnumerable<TableColumn> ColumnsOf(Measure measure)
    {
        var header = Headers[measure.Key];
        yield return new TableColumn(measure.Key, header, measure.Key, measure.Formula);
        if (measure.Kind != MeasureKind.Rate) yield break;
        yield return new TableColumn(measure.Key + ".numerator", header + "·分子", measure.Key + " numerator", "符合的件次");
        yield return new TableColumn(measure.Key + ".denominator", header + "·分母", measure.Key + " denominator", "全部件次");
    }

    private static TableRow Row(int number, MeasureRow row)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = row.Key, ["name"] = row.Name };
        foreach (var measure in Measure.All)
        {
            var figure = Figure.Of(measure, row, withFormula: false);
            cells[measure.Key] = figure.Value?.ToString(CultureInfo.InvariantCulture) ?? "";
            cells[measure.Key + ".numerator"] = figure.Numerator?.ToString(CultureInfo.InvariantCulture) ?? "";
            cells[measure.Key + ".denominator"] = figure.Denominator?.ToString(CultureInfo.InvariantCulture) ?? "";
        }

        return new TableRow(number, cells);
    }
}
