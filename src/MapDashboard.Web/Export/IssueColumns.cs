using System.Globalization;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Tables;

namespace MapDashboard.Web.Export;

/// <summary>What an export needs to know beside the issues.</summary>
/// <param name="Areas">Code → name, of buildings too.</param>
/// <param name="Categories">Leaf → name.</param>
/// <param name="Zone">For local times.</param>
/// <param name="Now">For what is overdue.</param>
public sealed record ExportContext(
    IReadOnlyDictionary<string, string> Areas, IReadOnlyDictionary<string, string> Categories, TimeZoneInfo Zone, DateTime Now);

/// <summary>The columns of exported issues. Each reads the view that the account gets, so that what is private there is empty here.</summary>
public static class IssueColumns
{
    private static readonly Dictionary<IssueStatus, string> Statuses = new()
    {
        [IssueStatus.Reported] = "待受理", [IssueStatus.Accepted] = "待派遣", [IssueStatus.Dispatched] = "待报到", [IssueStatus.InProgress] = "处置中",
        [IssueStatus.Resolved] = "待核查", [IssueStatus.Verified] = "待评价", [IssueStatus.Suspended] = "挂账", [IssueStatus.Closed] = "已办结",
        [IssueStatus.Merged] = "已合并", [IssueStatus.Voided] = "作废",
    };

    private static readonly Dictionary<IssueSource, string> Sources = new()
    {
        [IssueSource.Patrol] = "巡查", [IssueSource.Resident] = "居民", [IssueSource.Counter] = "窗口", [IssueSource.Hotline] = "热线12345",
        [IssueSource.Meeting] = "议事会", [IssueSource.Superior] = "上级转办", [IssueSource.Supervisor] = "监督员", [IssueSource.Replay] = "导入",
    };

    private static readonly (TableColumn Column, Func<IssueView, ExportContext, string> Read)[] Public =
    [
        (Column("number", "编号", "Number", 24), (issue, _) => issue.Number),
        (Column("status", "状态", "Status", 10), (issue, _) => Statuses[issue.Status]),
        (Column("category", "类别", "Category", 16), (issue, at) => at.Categories.GetValueOrDefault(issue.Category) ?? issue.Category),
        (Column("urgent", "紧急", "Urgent", 6), (issue, _) => YesNo(issue.Urgent)),
        (Column("overdue", "超时", "Overdue", 6), (issue, at) => YesNo(IsOverdue(issue, at.Now))),
        (Column("source", "来源", "Source", 10), (issue, _) => Sources[issue.Source]),
        (Column("description", "描述", "Text", 40), (issue, _) => issue.Description ?? ""),
        (Column("address", "地址", "Address", 28), (issue, _) => issue.Address ?? ""),
        (Column("areaCode", "区域编码", "Area code", 20), (issue, _) => issue.AreaCode ?? ""),
        (Column("areaName", "区域", "Area", 18), (issue, at) => NameOf(issue.AreaCode, at)),
        (Column("buildingName", "楼栋", "Building", 16), (issue, at) => NameOf(issue.BuildingCode, at)),
        (Column("lon", "经度", "Longitude", 12), (issue, _) => Number(issue.Location.Lon)),
        (Column("lat", "纬度", "Latitude", 12), (issue, _) => Number(issue.Location.Lat)),
        (Column("reportedAt", "上报时间", "Reported at", 20), (issue, at) => Time(issue.ReportedAt, at)),
        (Column("acceptedAt", "受理时间", "Accepted at", 20), (issue, at) => Time(issue.AcceptedAt, at)),
        (Column("dispatchedAt", "派遣时间", "Dispatched at", 20), (issue, at) => Time(issue.DispatchedAt, at)),
        (Column("reportedInAt", "报到时间", "Reported in at", 20), (issue, at) => Time(issue.ReportedInAt, at)),
        (Column("resolvedAt", "处置完成时间", "Resolved at", 20), (issue, at) => Time(issue.ResolvedAt, at)),
        (Column("verifiedAt", "核查时间", "Verified at", 20), (issue, at) => Time(issue.VerifiedAt, at)),
        (Column("endedAt", "办结时间", "Ended at", 20), (issue, at) => Time(issue.EndedAt, at)),
        (Column("dueAt", "当前时限", "Due at", 20), (issue, at) => Time(issue.DueAt, at)),
        (Column("caseDueAt", "办结时限", "Case due at", 20), (issue, at) => Time(issue.CaseDueAt, at)),
        (Column("handler", "承办", "Handler", 16), (issue, _) => issue.Handler?.Name ?? ""),
        (Column("whistles", "吹哨次数", "Whistles", 8), (issue, _) => Number(issue.Whistles ?? 0)),
        (Column("returns", "退回次数", "Returns", 8), (issue, _) => Number(issue.Returns ?? 0)),
        (Column("reworks", "返工次数", "Reworks", 8), (issue, _) => Number(issue.Reworks ?? 0)),
        (Column("reopens", "重开次数", "Reopens", 8), (issue, _) => Number(issue.Reopens ?? 0)),
        (Column("answer", "答复", "Answer", 32), (issue, _) => issue.Answer ?? ""),
        (Column("solved", "解决", "Solved", 6), (issue, _) => issue.Rating is { } rating ? YesNo(rating.Solved) : ""),
        (Column("satisfied", "满意", "Satisfied", 6), (issue, _) => issue.Rating is { } rating ? YesNo(rating.Satisfied) : ""),
    ];

    private static readonly (TableColumn Column, Func<IssueView, ExportContext, string> Read) ReportedBy =
        (Column("reportedBy", "上报账号", "Reported by", 14), (issue, _) => issue.ReportedBy ?? "");

    private static readonly TableColumn[] Reporter = [Column("reporterName", "上报人", "Reporter", 12), Column("reporterPhone", "上报人电话", "Reporter's phone", 16)];

    /// <param name="isPublic">Screens have no columns of who reported.</param>
    /// <param name="withReporter">Name and phone of the third person behind a report; only for staff who asked for it.</param>
    public static TableLayout Layout(bool isPublic, bool withReporter) => new(
        "事项",
        "issues",
        [.. Public.Select(each => each.Column), .. isPublic ? Array.Empty<TableColumn>() : [ReportedBy.Column], .. withReporter && !isPublic ? Reporter : []],
        ["坐标为 WGS 84 经纬度；时间为本地时间。"]);

    /// <summary>The texts of one issue in the order of <see cref="Layout"/>.</summary>
    public static string[] Cells(IssueView issue, ExportContext context, bool isPublic, bool withReporter, Reporter? reporter) =>
    [
        .. Public.Select(each => each.Read(issue, context)),
        .. isPublic ? Array.Empty<string>() : [ReportedBy.Read(issue, context)],
        .. withReporter && !isPublic ? new[] { reporter?.Name ?? "", reporter?.Phone ?? "" } : [],
    ];

    private static bool IsOverdue(IssueView issue, DateTime now) => issue.Status.IsOpen()
        && (issue.DueAt < now || (issue.Status is IssueStatus.Reported or IssueStatus.Accepted or IssueStatus.Dispatched or IssueStatus.InProgress && issue.CaseDueAt < now));

    private static string NameOf(string? code, ExportContext context) => code is null ? "" : context.Areas.GetValueOrDefault(code) ?? code;

    private static string Time(DateTime? utc, ExportContext context) =>
        utc is { } at ? TimeZoneInfo.ConvertTimeFromUtc(at, context.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string YesNo(bool value) => value ? "是" : "否";

    private static TableColumn Column(string code, string header, string headerEn, int width) => new(code, header, headerEn, "", Width: width);
}
