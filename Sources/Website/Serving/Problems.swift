import GraduatePhotos
import HTTPTypes
import Hummingbird
import Logging
import Workflow

/// Turns what was thrown into a page: a refusal into its words, everything else into an incident number.
struct Problems: Sendable {
  /// Whom to call, on the page of a fault.
  let contact: String

  func answer(_ error: any Error, to request: Request, _ context: some SiteRequestContext) -> Response {
    switch error {
    case let refusal as any Refusal: return answer(refusal, to: request)
    case let error as HTTPError where error.status.code < 500: return answer(error.status)
    // The client went away; nobody reads this.
    case is CancellationError: return Response(status: .serviceUnavailable)
    default:
      context.logger.error(
        "fault",
        metadata: [
          "request": "\(context.facts.id)", "route": "\(context.endpointPath ?? "-")", "error": "\(FaultText.of(error))",
        ])
      return ProblemPages.fault(incident: context.facts.id, contact: contact).response(status: .internalServerError)
    }
  }

  private func answer(_ status: HTTPResponse.Status) -> Response {
    if status == .notFound { return ProblemPages.notFound.response(status: .notFound) }
    return ProblemPages.badRequest(status.code).response(status: status)
  }

  private func answer(_ refusal: any Refusal, to request: Request) -> Response {
    // An account out of reach is not there: who exists is nobody's business.
    if let refusal = refusal as? SignInRefusal, refusal == .notYours || refusal == .accountUnknown {
      return ProblemPages.notFound.response(status: .notFound)
    }
    // Our own scripts ask for JSON and show the words themselves.
    if request.headers[.accept]?.contains("application/json") == true {
      return .json(["error": refusal.message], status: .unprocessableContent)
    }
    let back = WebAddress.isOwn(request.uri.path) ? request.uri.path : "/"
    return ProblemPages.refusal(refusal, back: ("返回", back)).response(status: .unprocessableContent)
  }
}
