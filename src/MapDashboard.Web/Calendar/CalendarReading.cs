using MapDashboard.Domain.Calendar;
using MapDashboard.Web.Tables;

namespace MapDashboard.Web.Calendar;

/// <summary>Puts a calendar together from the rows of a table and remembers which row each entry came from, so that every fault leads to its row.</summary>
internal sealed class CalendarReading(List<RowError> errors)
{
    private const int MostSpan = 40;
    private static readonly string[] SpanMarks = ["至", "到", "~", "～", "—"];

    private readonly Dictionary<CalendarPart, List<int>> rows = Enum.GetValues<CalendarPart>().ToDictionary(part => part, _ => new List<int>());
    private readonly List<WorkingPeriod> hours = [];
    private readonly List<int> weekend = [];
    private readonly List<CalendarDay> holidays = [];
    private readonly List<CalendarDay> workingWeekends = [];
    private string? timeZone;
    private DateOnly? from;
    private DateOnly? to;

    public List<RowError> Errors => errors;

    public void Take(CalendarPart part, int row, string value, string name)
    {
        var isSingle = part is CalendarPart.TimeZone or CalendarPart.From or CalendarPart.To;
        if (isSingle && rows[part] is [var first, ..]) errors.Add(CalendarTable.ValueError(row, $"“{CalendarTable.Word(part)}”在第 {first} 行已有"));
        else if (value.Length == 0) errors.Add(CalendarTable.ValueError(row, "没有填写"));
        else Read(part, row, value, name);
        if (isSingle) rows[part].Add(row);
    }

    public (WorkingCalendar? Calendar, IReadOnlyList<RowError> Errors) Finish()
    {
        foreach (var part in new[] { CalendarPart.TimeZone, CalendarPart.From, CalendarPart.To }.Where(part => rows[part].Count == 0))
        {
            errors.Add(new RowError(null, null, $"缺少“{CalendarTable.Word(part)}”一行"));
        }

        // Without its frame nothing can be said about the days.
        if (timeZone is null || from is not { } first || to is not { } last) return (null, errors);
        var calendar = new WorkingCalendar
        {
            TimeZone = timeZone, From = first, To = last, WorkingHours = hours, Weekend = [.. weekend], Holidays = holidays, WorkingWeekends = workingWeekends,
        };
        errors.AddRange(CalendarCheck.Faults(calendar).Select(fault => new RowError(
            fault.Index is { } index ? rows[fault.Part][index] : rows[fault.Part] is [var only, ..] ? only : null, null, fault.Message)));
        return (calendar, errors);
    }

    private void Read(CalendarPart part, int row, string value, string name)
    {
        switch (part)
        {
            case CalendarPart.TimeZone:
                timeZone = value;
                break;
            case CalendarPart.From:
                if (Date(row, value) is { } first) from = first;
                break;
            case CalendarPart.To:
                if (Date(row, value) is { } last) to = last;
                break;
            case CalendarPart.WorkingHours:
                foreach (var text in CalendarTable.Split(value)) Add(hours, part, row, Period(row, text));
                break;
            case CalendarPart.Weekend:
                foreach (var text in CalendarTable.Split(value)) AddWeekday(row, text);
                break;
            case CalendarPart.Holidays:
                foreach (var date in Span(row, value)) Add(holidays, part, row, new CalendarDay(date, name));
                break;
            case CalendarPart.WorkingWeekends:
                foreach (var date in Span(row, value)) Add(workingWeekends, part, row, new CalendarDay(date, name));
                break;
        }
    }

    private void Add<T>(List<T> list, CalendarPart part, int row, T? entry)
        where T : class
    {
        if (entry is null) return;
        list.Add(entry);
        rows[part].Add(row);
    }

    private void AddWeekday(int row, string text)
    {
        if (CalendarTable.Weekday(text) is > 0 and var day)
        {
            weekend.Add(day);
            rows[CalendarPart.Weekend].Add(row);
        }
        else
        {
            errors.Add(CalendarTable.ValueError(row, $"“{text}”不是星期几，应为例如 周六"));
        }
    }

    private WorkingPeriod? Period(int row, string text)
    {
        var ends = text.Split(['-', '—', '–', '~', '～', '至']);
        if (ends.Length == 2 && CellText.TryTime(ends[0], out var start) && CellText.TryTime(ends[1], out var end)) return new WorkingPeriod(start, end);
        errors.Add(CalendarTable.ValueError(row, $"“{text}”不是时段，应为例如 09:00-12:00"));
        return null;
    }

    private DateOnly? Date(int row, string text)
    {
        if (CellText.TryDate(text, out var date)) return date;
        errors.Add(CalendarTable.ValueError(row, $"“{text}”不是日期，应为例如 2026-10-01"));
        return null;
    }

    private IEnumerable<DateOnly> Span(int row, string text)
    {
        var ends = text.Split(SpanMarks, StringSplitOptions.RemoveEmptyEntries);
        if (ends.Length is 0 or > 2)
        {
            errors.Add(CalendarTable.ValueError(row, $"“{text}”不是日期"));
            return [];
        }

        if (Date(row, ends[0]) is not { } first || Date(row, ends[^1]) is not { } last) return [];
        if (last >= first && last.DayNumber - first.DayNumber < MostSpan) return Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
        errors.Add(CalendarTable.ValueError(row, $"“{text}”的起止颠倒，或超过 {MostSpan} 天"));
        return [];
    }
}
