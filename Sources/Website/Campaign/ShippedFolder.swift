/// Where the files that come with the program lie, for whoever checks that they are there.
public enum ShippedFolder {
  /// Nil when the program was installed without them.
  public static var path: String? { ShippedFiles.found()?.folder.path }
}
