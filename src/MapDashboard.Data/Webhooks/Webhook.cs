namespace MapDashboard.Data.Webhooks;

/// <summary>What can be sent to another system.</summary>
public static class WebhookKind
{
    /// <summary>A whistle past the top level: nobody above is left to hand it to.</summary>
    public const string Escalated = "issue.escalated";

    /// <summary>An issue was closed, also by a good rating. A rating that reopens it at once is none.</summary>
    public const string Closed = "issue.closed";

    /// <summary>Sent on an admin's request only.</summary>
    public const string Test = "webhook.test";

    /// <summary>Those that a webhook can be subscribed to.</summary>
    public static IReadOnlyList<string> All { get; } = [Escalated, Closed];
}

/// <summary>Another system that is told of certain Changes by a signed POST.</summary>
public sealed class Webhook
{
    public required Guid Id { get; init; }

    /// <summary>http or https; may lie inside the network, on purpose.</summary>
    public required string Url { get; set; }

    /// <summary>Signs what is sent, so it must be readable here; shown to the admin once.</summary>
    public required string Secret { get; set; }

    public required string[] Kinds { get; set; }

    /// <summary>False pauses: nothing is sent and nothing new is noted.</summary>
    public required bool Active { get; set; }

    /// <summary>The end of the log when it was made, or last set active: only later Changes concern it.</summary>
    public required long FromSeq { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Display name at the time.</summary>
    public required string CreatedBy { get; init; }
}

public enum DeliveryState
{
    /// <summary>Not sent yet, or to be tried again.</summary>
    Pending,

    /// <summary>Answered with 2xx.</summary>
    Delivered,

    /// <summary>Given up after a day.</summary>
    Dead,
}

/// <summary>One message for one webhook, with its own life beside the issue's.</summary>
public sealed class WebhookDelivery
{
    public long Id { get; init; }

    public required Guid WebhookId { get; init; }

    /// <summary>The Change that it tells of, once per webhook; null for a test.</summary>
    public long? Seq { get; init; }

    public required string Kind { get; init; }

    public required DeliveryState State { get; set; }

    public int Attempts { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When it is tried next.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>When trying ends.</summary>
    public required DateTime GiveUpAt { get; set; }

    /// <summary>HTTP status of the last answer; null when there was none.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why the last attempt failed; null after a success.</summary>
    public string? LastError { get; set; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTime? FinishedAt { get; set; }
}

/// <summary>The single row that says how far the log has been turned into deliveries.</summary>
public sealed class WebhookPosition
{
    public int Id { get; init; } = 1;

    public required long Seq { get; set; }
}
