/** What Rill uses of it: chrome.notifications with promises instead of callbacks. */
declare module 'webextension-polyfill' {
  const browser: {
    readonly notifications: {
      create(
        id: string,
        options: {
          readonly type: 'basic';
          readonly iconUrl: string;
          readonly title: string;
          readonly message: string;
        },
      ): Promise<string>;
      clear(id: string): Promise<boolean>;
      readonly onClicked: { addListener(clicked: (id: string) => void): void };
    };
  };
  export = browser;
}
