namespace MapDashboard.Domain.Activities;

/// <summary>
/// What a new list of daily tasks does to the one that is there. Today's lists are out and stay; what differs is so from tomorrow. Only a
/// database without any task takes them from today. Pure: nothing is written here.
/// </summary>
/// <param name="Added">New versions.</param>
/// <param name="Removed">Versions whose first day has not come: nobody has seen them.</param>
/// <param name="Ended">Versions that are in force today and no more tomorrow.</param>
/// <param name="Created">Tasks that were not there.</param>
/// <param name="Changed">Tasks that become different.</param>
/// <param name="Unchanged">Tasks that stay.</param>
/// <param name="Retired">Tasks that the list lacks.</param>
public sealed record DailyTaskPlan(
    IReadOnlyList<DailyTask> Added, IReadOnlyList<DailyTask> Removed, IReadOnlyList<DailyTask> Ended, int Created, int Changed, int Unchanged, int Retired)
{
    /// <param name="wanted">The whole list, valid from any day.</param>
    /// <param name="existing">Every version that is there.</param>
    /// <param name="today">Local.</param>
    public static DailyTaskPlan Of(IReadOnlyList<DailyTask> wanted, IReadOnlyList<DailyTask> existing, DateOnly today)
    {
        var tomorrow = today.AddDays(1);
        var first = existing.Count == 0 ? today : tomorrow;
        var ahead = existing.Where(task => task.IsInForce(tomorrow)).ToDictionary(task => task.Code, StringComparer.Ordinal);
        var codes = wanted.Select(task => task.Code).ToHashSet(StringComparer.Ordinal);
        var fresh = wanted.Where(task => !ahead.ContainsKey(task.Code)).ToList();
        var different = wanted.Where(task => ahead.TryGetValue(task.Code, out var old) && !old.IsSameAs(task)).ToList();
        var gone = ahead.Values.Where(old => !codes.Contains(old.Code)).ToList();
        var replaced = different.Select(task => ahead[task.Code]).Concat(gone).ToList();
        List<DailyTask> added = [.. fresh, .. different];
        foreach (var task in added) task.ValidFrom = first;
        return new DailyTaskPlan(
            added, [.. replaced.Where(old => old.ValidFrom >= tomorrow)], [.. replaced.Where(old => old.ValidFrom < tomorrow)],
            fresh.Count, different.Count, wanted.Count - added.Count, gone.Count);
    }

    /// <summary>Ends what ends; whoever calls adds and removes rows.</summary>
    public void End(DateOnly today)
    {
        foreach (var task in Ended) task.ValidTo = today.AddDays(1);
    }
}
