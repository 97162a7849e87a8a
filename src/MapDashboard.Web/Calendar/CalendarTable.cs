using System.Globalization;
using MapDashboard.Domain.Calendar;
using MapDashboard.Web.Tables;

namespace MapDashboard.Web.Calendar;

/// <summary>
/// A calendar as one table that works in a workbook and as CSV alike: each row says by 类型 what it is; 时区, 起 and 止 once, 上班时段 and 周休日
/// a row each, 放假 and 上班 a row a day or a span of days.
/// </summary>
public static class CalendarTable
{
    private const string Kind = "kind";
    private const string Value = "value";
    private const string Name = "name";
    private static readonly string[] Weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    private static readonly char[] Separators = [' ', '、', ',', '，', ';', '；', '/'];

    private static readonly (CalendarPart Part, string[] Words)[] Kinds =
    [
        (CalendarPart.TimeZone, ["时区", "time zone", "timeZone"]), (CalendarPart.From, ["起", "from"]), (CalendarPart.To, ["止", "to"]),
        (CalendarPart.WorkingHours, ["上班时段", "working hours", "workingHours"]), (CalendarPart.Weekend, ["周休日", "weekend"]),
        (CalendarPart.Holidays, ["放假", "holiday"]), (CalendarPart.WorkingWeekends, ["上班", "调休上班", "working weekend"]),
    ];

    public static TableLayout Layout { get; } = new(
        "工作日历", "calendar",
        [
            new TableColumn(Kind, "类型", "Kind", "时区、起、止、上班时段、周休日、放假、上班 之一", "放假", Required: true),
            new TableColumn(Value, "日期或内容", "Date or value", "放假、上班：日期，或“2026-10-01 至 2026-10-07”；上班时段：09:00-12:00；周休日：周六；时区：Asia/Shanghai；起、止：日期", "2026-10-01", Required: true, Width: 28)
            {
                Aliases = ["日期", "内容", "Date", "Value"],
            },
            new TableColumn(Name, "名称", "Name", "节日的名称，放假、上班必填", "国庆节", Width: 18),
        ],
        [
            "整张表就是整个日历：导入后替换原来的日历，表中没有的日子就没有了。增加一年时请保留原有的行。",
            "“上班”只填周休日里要上班的日子（调休）。正式使用前请与国务院办公厅的放假通知核对。",
        ]);

    public static IEnumerable<TableRow> Rows(WorkingCalendar calendar) =>
        Lines(calendar).Select((row, n) => new TableRow(n + 2, new Dictionary<string, string>(StringComparer.Ordinal) { [Kind] = Word(row.Part), [Value] = row.Value, [Name] = row.Name }));

    /// <summary>The same from the JSON of gis-data, so that both take one way.</summary>
    public static Table OfJson(WorkingCalendar calendar) => new(Layout.Columns, [.. Rows(calendar)], []);

    /// <summary>The calendar of a table and all that is wrong with it; the calendar is whole only where nothing is.</summary>
    public static (WorkingCalendar? Calendar, IReadOnlyList<RowError> Errors) Read(Table table)
    {
        var reading = new CalendarReading([.. table.Errors]);
        foreach (var row in table.Rows)
        {
            if (Part(row[Kind]) is { } part) reading.Take(part, row.Number, row[Value], row[Name]);
            else reading.Errors.Add(Layout.Error(row.Number, Kind, $"“{row[Kind]}”不是类型，应为：{string.Join("、", Kinds.Select(kind => kind.Words[0]))}"));
        }

        return reading.Finish();
    }

    internal static string Word(CalendarPart part) => Kinds.First(kind => kind.Part == part).Words[0];

    internal static RowError ValueError(int row, string message) => Layout.Error(row, Value, message);

    /// <summary>Texts of a cell that may hold several.</summary>
    internal static string[] Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>周六, 星期六, Saturday or 6; 0 for what is none.</summary>
    internal static int Weekday(string text)
    {
        var plain = text.Replace("星期", "周", StringComparison.Ordinal).Replace("周天", "周日", StringComparison.Ordinal);
        if (Array.IndexOf(Weekdays, plain) is >= 0 and var place) return place + 1;
        if (text is [>= '1' and <= '7']) return text[0] - '0';
        return Enum.TryParse<DayOfWeek>(text, ignoreCase: true, out var day) && Enum.IsDefined(day) && !char.IsAsciiDigit(text[0]) ? (day == DayOfWeek.Sunday ? 7 : (int)day) : 0;
    }

    private static IEnumerable<(CalendarPart Part, string Value, string Name)> Lines(WorkingCalendar calendar) =>
        new (CalendarPart Part, string Value, string Name)[]
            {
                (CalendarPart.TimeZone, calendar.TimeZone, ""), (CalendarPart.From, CellText.Date(calendar.From), ""), (CalendarPart.To, CellText.Date(calendar.To), ""),
            }
            .Concat(calendar.WorkingHours.Select(period => (CalendarPart.WorkingHours, string.Create(CultureInfo.InvariantCulture, $"{period.From:HH\\:mm}-{period.To:HH\\:mm}"), "")))
            .Concat(calendar.Weekend.Select(day => (CalendarPart.Weekend, day is >= 1 and <= 7 ? Weekdays[day - 1] : day.ToString(CultureInfo.InvariantCulture), "")))
            .Concat(calendar.Holidays.Select(day => (CalendarPart.Holidays, CellText.Date(day.Date), day.Name)))
            .Concat(calendar.WorkingWeekends.Select(day => (CalendarPart.WorkingWeekends, CellText.Date(day.Date), day.Name)));

    private static CalendarPart? Part(string word)
    {
        foreach (var (part, words) in Kinds)
        {
            if (words.Contains(word, StringComparer.OrdinalIgnoreCase)) return part;
        }

        return null;
    }
}
