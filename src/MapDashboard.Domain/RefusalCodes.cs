namespace MapDashboard.Domain;

/// <summary>Every stable refusal code with its HTTP status, in one table: docs/errors.md lists the same ones and a test compares the two.</summary>
public static class RefusalCodes
{
    public const string RequestInvalid = "request.invalid";
    public const string RequestInvalidJson = "request.invalid_json";
    public const string RequestInvalidText = "request.invalid_text";
    public const string RequestTooLarge = "request.too_large";
    public const string RequestUnsupportedMediaType = "request.unsupported_media_type";
    public const string RequestNotFound = "request.not_found";
    public const string RequestMethodNotAllowed = "request.method_not_allowed";
    public const string RequestUnknownValue = "request.unknown_value";
    public const string OriginRefused = "request.origin_refused";
    public const string SessionRequired = "session.required";
    public const string CredentialsRefused = "session.credentials_refused";
    public const string LockedOut = "session.locked_out";
    public const string AccountDisabled = "session.account_disabled";
    public const string AccessDenied = "access.denied";
    public const string TokenNotFound = "token.not_found";
    public const string SetupRefused = "setup.refused";
    public const string PasswordTooWeak = "setup.password_too_weak";
    public const string AreaNotFound = "area.not_found";
    public const string AreaImportRefused = "area.import_refused";
    public const string AreaFileUnreadable = "area.file_unreadable";
    public const string CategoryNotFound = "category.not_found";
    public const string IssueNotFound = "issue.not_found";
    public const string IssueIdTaken = "issue.id_taken";
    public const string IssueTransitionRefused = "issue.transition_refused";
    public const string IssueNotEntitled = "issue.not_entitled";
    public const string IssueVersionStale = "issue.version_stale";
    public const string IssueVersionRequired = "issue.version_required";
    public const string IssueNoteRequired = "issue.note_required";
    public const string IssueAnswerRequired = "issue.answer_required";
    public const string IssueAfterPhotoRequired = "issue.after_photo_required";
    public const string IssueHandlerUnknown = "issue.handler_unknown";
    public const string IssueHandlerAmbiguous = "issue.handler_ambiguous";
    public const string IssueRatingRequired = "issue.rating_required";
    public const string IssueRatingWindowOpen = "issue.rating_window_open";
    public const string IssueCapturedInFuture = "issue.captured_in_future";
    public const string IssueNotReplay = "issue.not_replay";
    public const string IssueRecordedTooEarly = "issue.recorded_too_early";
    public const string IdempotencyKeyRequired = "idempotency.key_required";
    public const string IdempotencyKeyReused = "idempotency.key_reused";
    public const string PhotoNotFound = "photo.not_found";
    public const string PhotoUnreadable = "photo.unreadable";
    public const string PhotoIdTaken = "photo.id_taken";
    public const string ChangesCursorInvalid = "changes.cursor_invalid";
    public const string ChangesCursorExpired = "changes.cursor_expired";
    public const string ServerFault = "server.fault";
    public const string DatabaseUnavailable = "server.database_unavailable";

    /// <summary>Code → HTTP status.</summary>
    public static IReadOnlyDictionary<string, int> Status { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [RequestInvalid] = 400,
        [RequestInvalidJson] = 400,
        [RequestInvalidText] = 400,
        [RequestTooLarge] = 413,
        [RequestUnsupportedMediaType] = 415,
        [RequestNotFound] = 404,
        [RequestMethodNotAllowed] = 405,
        [RequestUnknownValue] = 422,
        [OriginRefused] = 403,
        [SessionRequired] = 401,
        [CredentialsRefused] = 401,
        [LockedOut] = 429,
        [AccountDisabled] = 403,
        [AccessDenied] = 403,
        [TokenNotFound] = 404,
        [SetupRefused] = 403,
        [PasswordTooWeak] = 422,
        [AreaNotFound] = 404,
        [AreaImportRefused] = 422,
        [AreaFileUnreadable] = 422,
        [CategoryNotFound] = 422,
        [IssueNotFound] = 404,
        [IssueIdTaken] = 409,
        [IssueTransitionRefused] = 422,
        [IssueNotEntitled] = 403,
        [IssueVersionStale] = 412,
        [IssueVersionRequired] = 428,
        [IssueNoteRequired] = 422,
        [IssueAnswerRequired] = 422,
        [IssueAfterPhotoRequired] = 422,
        [IssueHandlerUnknown] = 422,
        [IssueHandlerAmbiguous] = 422,
        [IssueRatingRequired] = 422,
        [IssueRatingWindowOpen] = 422,
        [IssueCapturedInFuture] = 422,
        [IssueNotReplay] = 422,
        [IssueRecordedTooEarly] = 422,
        [IdempotencyKeyRequired] = 400,
        [IdempotencyKeyReused] = 409,
        [PhotoNotFound] = 404,
        [PhotoUnreadable] = 422,
        [PhotoIdTaken] = 409,
        [ChangesCursorInvalid] = 400,
        [ChangesCursorExpired] = 410,
        [ServerFault] = 500,
        [DatabaseUnavailable] = 503,
    };
}
