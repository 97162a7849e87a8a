using MapDashboard.Data;
using MapDashboard.Data.Activities;
using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Web.Issues;
using MapDashboard.Web.Tables;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Web.Activities;

/// <summary>Daily tasks as a table: a row each, in the order of the list. The table is the whole of them.</summary>
public static class DailyTaskTable
{
    private const int MostTasks = 500;
    private const int MostNameLength = 40;

    private static readonly (Cadence Cadence, string[] Words)[] Cadences =
    [
        (Cadence.Daily, ["每天", "daily"]), (Cadence.WorkingDays, ["工作日", "workingDays"]), (Cadence.Weekly, ["每周", "weekly"]), (Cadence.Monthly, ["每月", "monthly"]),
    ];

    private static readonly (CountedBy CountedBy, string[] Words)[] Counts =
    [
        (CountedBy.Hand, ["本人填报", "hand", ""]), (CountedBy.Visits, ["走访", "visits"]), (CountedBy.Patrols, ["巡查", "patrols"]),
    ];

    public static TableLayout Layout { get; } = new(
        "日常任务", "daily-tasks",
        [
            new("code", "编码", "Code", "不变的编码，字母、数字、点、横线", "grid.exits", Required: true, Width: 20),
            new("name", "名称", "Name", "最多 40 个字", "查看消防通道 3 栋", Required: true, Width: 28),
            new("nameEn", "英文名称", "English name", "留空时与名称相同", "Check the fire exits of 3 buildings", Width: 34),
            new("role", "岗位类型", "Role", "由哪种岗位做，填岗位类型的编码；与账号权限二选一", "gridWorker", Width: 22),
            new("accountRole", "账号权限", "Account role", "由哪种账号做：leader、desk、worker；与岗位类型二选一", "desk", Width: 14),
            new("level", "层级", "Level", "在哪一级区域做，填层级的编码；留空表示任何一级", "grid", Width: 12),
            new("cadence", "周期", "Cadence", "每天、工作日、每周或每月", "工作日", Required: true, Width: 10),
            new("on", "哪一天", "On", "每周填 1（周一）到 7（周日）；每月填 1 到 31，当月没有这一天时为最后一天；其他周期留空", "3", Width: 10),
            new("target", "数量", "Target", "做几次或几户算完成，留空为 1", "3", Width: 8),
            new("countedBy", "计数方式", "Counted by", "本人填报；走访：按当天入户走访的户数；巡查：按当天结束的巡查次数", "本人填报", Width: 12),
            new("needsNote", "须写说明", "Needs a note", "是或否", "否", Width: 10),
        ],
        [
            "传上来的表就是全部日常任务：表里没有的从明天起停用。",
            "今天的清单不变，修改从明天起生效；过去每天应做的不会因修改而改变。",
        ]);

    public static IEnumerable<TableRow> Rows(IEnumerable<DailyTaskFile> tasks) => tasks.Select((task, n) => new TableRow(n + 2, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["code"] = task.Code, ["name"] = task.Name, ["nameEn"] = task.NameEn ?? "", ["role"] = task.Role ?? "",
        ["accountRole"] = task.AccountRole is { } role ? Words<AccountRole>.Of(role) : "", ["level"] = task.Level ?? "",
        ["cadence"] = Cadences.First(each => each.Cadence == task.Cadence).Words[0], ["on"] = Text(task.On), ["target"] = Text(task.Target ?? 1),
        ["countedBy"] = Counts.First(each => each.CountedBy == (task.CountedBy ?? CountedBy.Hand)).Words[0], ["needsNote"] = CellText.Flag(task.NeedsNote ?? false),
    }));

    public static Table OfJson(IReadOnlyList<DailyTaskFile> tasks) => new(Layout.Columns, [.. Rows(tasks)], []);

    /// <summary>The tasks of a table, and what is wrong with its rows. With errors the tasks are of no use.</summary>
    public static async Task<(IReadOnlyList<DailyTask> Tasks, IReadOnlyList<RowError> Errors)> ReadAsync(MapDbContext db, Table table, CancellationToken cancellationToken)
    {
        var roles = await db.Roles.Select(role => role.Code).ToHashSetAsync(cancellationToken);
        var levels = await db.Levels.Select(level => level.Code).ToHashSetAsync(cancellationToken);
        var (tasks, errors, seen) = (new List<DailyTask>(), new List<RowError>(table.Errors), new Dictionary<string, int>(StringComparer.Ordinal));
        if (table.Rows.Count > MostTasks) errors.Add(Layout.Error(null, null, $"最多 {MostTasks} 项"));
        foreach (var row in table.Rows)
        {
            var before = errors.Count;
            var (role, level, name) = (row["role"], row["level"], row["name"]);
            Check("code", CodeText.IsCode(row["code"]), row["code"].Length == 0 ? "没有编码" : "编码只能用字母、数字、点、横线和下划线，最多 64 个");
            Check("code", seen.TryAdd(row["code"], row.Number), $"编码 {row["code"]} 与第 {seen.GetValueOrDefault(row["code"])} 行重复");
            Check("name", name.Length is > 0 and <= MostNameLength, name.Length == 0 ? "没有名称" : $"名称超过 {MostNameLength} 个字");
            Check("nameEn", row["nameEn"].Length <= 2 * MostNameLength, $"英文名称超过 {2 * MostNameLength} 个字母");
            Check("role", role.Length == 0 || roles.Contains(role), $"没有岗位类型 {role}");
            Check("role", role.Length == 0 != (row["accountRole"].Length == 0), "岗位类型和账号权限要填一个，也只填一个");
            AccountRole accountRole = default;
            Check("accountRole", row["accountRole"].Length == 0 || (Words<AccountRole>.TryParse(row["accountRole"], out accountRole) && accountRole is not (AccountRole.Screen or AccountRole.Admin)), "应为 leader、desk、worker 或 handler");
            Check("level", level.Length == 0 || levels.Contains(level), $"没有层级 {level}");
            var cadence = Find(Cadences.Select(each => (each.Cadence, each.Words)), row["cadence"]);
            Check("cadence", cadence is not null, "应为每天、工作日、每周或每月");
            var most = cadence switch { Cadence.Weekly => 7, Cadence.Monthly => 31, _ => 0 };
            var on = 0;
            Check("on", most == 0 ? row["on"].Length == 0 : CellText.TryWhole(row["on"], out on) && on >= 1 && on <= most, most == 0 ? "这个周期不填哪一天" : $"应为 1 到 {most}");
            var target = 1;
            Check("target", row["target"].Length == 0 || (CellText.TryWhole(row["target"], out target) && target is >= 1 and <= DailyTask.MostTarget), $"应为 1 到 {DailyTask.MostTarget} 的整数");
            var countedBy = Find(Counts.Select(each => (each.CountedBy, each.Words)), row["countedBy"]);
            Check("countedBy", countedBy is not null, "应为本人填报、走访或巡查");
            Check("needsNote", CellText.TryFlag(row["needsNote"], out var needsNote), "应为是或否");
            if (errors.Count > before) continue;
            tasks.Add(new DailyTaskFile(
                row["code"], name, row["nameEn"], NullIfEmpty(role), role.Length > 0 ? null : accountRole, NullIfEmpty(level), cadence!.Value, most == 0 ? null : on, target, countedBy, needsNote)
                .Task(tasks.Count, DateOnly.MinValue));

            void Check(string column, bool sound, string message)
            {
                if (!sound) errors.Add(Layout.Error(row.Number, column, message));
            }
        }

        return (tasks, errors);
    }

    private static T? Find<T>(IEnumerable<(T Value, string[] Words)> known, string text)
        where T : struct
    {
        foreach (var (value, words) in known)
        {
            if (words.Contains(text, StringComparer.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    private static string Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
