namespace MapDashboard.Data;

/// <summary>Every advisory lock that we take, in one list, so that no two share a number. Any numbers would do; old servers know these.</summary>
public static class LockKeys
{
    /// <summary>Of the change log, per transaction; the trigger of the first migration holds it as a literal.</summary>
    public const long ChangeLog = 7305804402477687661;

    public const long Seed = 7305804402477687662;
    public const long Imports = 7305804402477687663;
    public const long People = 7305804402477687664;
    public const long Facilities = 7305804402477687665;

    /// <summary>Per transaction: one at a time counts the log.</summary>
    public const long Measures = 7305804402477687668;

    /// <summary>Per session, like the next: the server that holds it keeps the watch over the clocks.</summary>
    public const long Watch = 7305804402477687666;

    /// <summary>Per transaction: one server at a time makes the next checkpoint of the log.</summary>
    public const long Checkpoints = 7305804402477687667;

    /// <summary>Per transaction: one archive at a time is made.</summary>
    public const long Archives = 7305804402477687669;

    public const long Webhooks = 7305804402477687690;
}
