/** Show a file of the API in a tab of its own. The tab is opened by the click itself: one opened later would be refused. */
export async function openFile(load) {
  const tab = open('', '_blank');
  try {
    const { blob } = await load();
    const address = URL.createObjectURL(blob);
    if (tab) tab.location = address;
    else globalThis.location.assign(address);
    setTimeout(() => URL.revokeObjectURL(address), 300_000);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
